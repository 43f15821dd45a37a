package dev.mailbridge.platform.tls;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedAuthoritiesTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;
  private KeyStore server;

  @BeforeEach
  void makeCertificate() throws Exception {
    Path file = folder.resolve("server.p12");
    int exit =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException(Files.readString(folder.resolve("keytool.log")));
    }
    server = KeyStore.getInstance(file.toFile(), PASSWORD);
  }

  @Test
  void shouldTrustAServerWhenItsAuthorityIsConfigured() throws Exception {
    Certificate certificate = server.getCertificate("mykey");
    Path pem =
        Files.writeString(
            folder.resolve("ca.pem"),
            "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(certificate.getEncoded())));

    shakeHands(new TrustedAuthorities(() -> Optional.of(pem)));
  }

  @Test
  void shouldRefuseAServerWhenItsAuthorityIsUnknown() {
    assertThatThrownBy(() -> shakeHands(new TrustedAuthorities(Optional::empty)))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void shouldNameTheSettingWhenTheFileHoldsNoCertificate() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");

    assertThatThrownBy(() -> new TrustedAuthorities(() -> Optional.of(empty)))
        .hasMessageContaining("mail-bridge.trust.certificates")
        .hasMessageContaining("empty.pem");
  }

  private void shakeHands(TrustedAuthorities trusted) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(server, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    try (SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> accept(listener));
      try (SSLSocket socket =
          (SSLSocket)
              trusted
                  .sslContext()
                  .getSocketFactory()
                  .createSocket(InetAddress.getLoopbackAddress(), listener.getLocalPort())) {
        socket.startHandshake();
      }
    }
  }

  private static void accept(SSLServerSocket listener) {
    try (SSLSocket socket = (SSLSocket) listener.accept()) {
      socket.startHandshake();
      socket.getInputStream().read();
    } catch (IOException refused) {
      // The client's side of the test says what happened.
    }
  }
}

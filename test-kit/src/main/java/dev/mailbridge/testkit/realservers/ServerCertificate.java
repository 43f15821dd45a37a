package dev.mailbridge.testkit.realservers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

/** A certificate for localhost that vouches for itself, made by the JDK's keytool. */
final class ServerCertificate {
  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "server";

  private ServerCertificate() {}

  /** Writes {@code certificate.pem} and {@code key.pem}. */
  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path store = folder.resolve("store.p12");
    Commands.run(
        folder.resolve("keytool.log"),
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-dname",
            "CN=localhost",
            "-ext",
            "bc:c=ca:true",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-validity",
            "30",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            store.toString()));
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      Files.writeString(
          folder.resolve("certificate.pem"),
          TokenIssuer.pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
      Files.writeString(
          folder.resolve("key.pem"),
          TokenIssuer.pem("PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException("The certificate that keytool made can't be read", e);
    }
  }
}

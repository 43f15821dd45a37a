package dev.mailbridge.simulator.entra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.http.Json;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app that proves itself with a certificate. */
class CertificateAssertionTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path folder;
  private static Simulator simulator;
  private static PrivateKey key;
  private static X509Certificate certificate;

  @BeforeAll
  static void start() throws Exception {
    simulator = Simulator.start(SimulatorConfig.onFreePorts());
    Path store = folder.resolve("app.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "app",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=app",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    key = (PrivateKey) keys.getKey("app", PASSWORD);
    certificate = (X509Certificate) keys.getCertificate("app");
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    send(
        "PATCH",
        "/simulator/apps/" + SeedDirectory.APP_ONLY_CLIENT_ID,
        "application/json",
        Json.MAPPER.writeValueAsString(
            Map.of("certificates", List.of(Map.of("keyId", "k1", "pem", pem)))));
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  private static JsonNode send(String method, String path, String type, String body)
      throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return Json.MAPPER.readTree(
          client
              .send(
                  HttpRequest.newBuilder(URI.create(simulator.httpUrl() + path))
                      .header("Content-Type", type)
                      .method(method, HttpRequest.BodyPublishers.ofString(body))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body());
    }
  }

  private static String tokenPath() {
    return "/" + SeedDirectory.TENANT_ID + "/oauth2/v2.0/token";
  }

  private static JsonNode token(Base64URL thumbprint, String audience, Instant expiresAt)
      throws Exception {
    SignedJWT assertion =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.PS256).x509CertSHA256Thumbprint(thumbprint).build(),
            new JWTClaimsSet.Builder()
                .issuer(SeedDirectory.APP_ONLY_CLIENT_ID)
                .subject(SeedDirectory.APP_ONLY_CLIENT_ID)
                .audience(audience)
                .expirationTime(Date.from(expiresAt))
                .build());
    assertion.sign(new RSASSASigner(key));
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", SeedDirectory.APP_ONLY_CLIENT_ID);
    form.put("scope", "https://graph.microsoft.com/.default");
    form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    form.put("client_assertion", assertion.serialize());
    return send("POST", tokenPath(), "application/x-www-form-urlencoded", Browser.encode(form));
  }

  private static Base64URL thumbprint() throws Exception {
    return Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
  }

  @Test
  void shouldGiveATokenWhenTheAssertionIsSignedWithTheAppsCertificate() throws Exception {
    JsonNode answer =
        token(thumbprint(), simulator.httpUrl() + tokenPath(), Instant.now().plusSeconds(300));
    assertThat(answer.has("access_token")).isTrue();
  }

  @Test
  void shouldRefuseWhenThumbprintAudienceOrTimeAreWrong() throws Exception {
    String audience = simulator.httpUrl() + tokenPath();
    Instant later = Instant.now().plusSeconds(300);
    assertThat(
            token(Base64URL.encode(new byte[32]), audience, later)
                .path("error_codes")
                .get(0)
                .asInt())
        .isEqualTo(700027);
    assertThat(
            token(thumbprint(), "https://elsewhere.example/token", later)
                .path("error_codes")
                .get(0)
                .asInt())
        .isEqualTo(50027);
    assertThat(
            token(thumbprint(), audience, Instant.now().minusSeconds(600))
                .path("error_codes")
                .get(0)
                .asInt())
        .isEqualTo(700024);
  }
}

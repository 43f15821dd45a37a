package dev.mailbridge.tokenservice.packaged;

import static org.awaitility.Awaitility.await;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Keycloak as a process, with one realm; refresh tokens rotate and are refused the second time. */
final class KeycloakServer implements AutoCloseable {
  static final String REALM = "desk";
  static final String ACCOUNT = "helpdesk@desk.example";
  static final String PASSWORD = "keycloak-pa55word";
  static final String SECRET_CLIENT = "mail-bridge";
  static final String SECRET = "keycloak-client~secret+0/1=2";
  static final String CERTIFICATE_CLIENT = "mail-bridge-certificate";

  private final int port = FreePorts.next();
  private final Path log;
  private final Process process;

  /**
   * @param certificate of the client that authenticates by private_key_jwt, base64
   */
  KeycloakServer(Path folder, String certificate) throws IOException {
    Path home = home();
    Path realm = Files.createDirectories(home.resolve("data/import")).resolve("realm.json");
    Files.write(realm, ContractJson.write(realm(certificate)));
    log = folder.resolve("keycloak.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                "sh",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--db=dev-mem",
                "--cache=local",
                "--http-host=127.0.0.1",
                "--http-port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xmx384m");
    builder.environment().put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
    process = builder.start();
  }

  private static Path home() throws IOException {
    try (Stream<Path> unpacked = Files.list(Path.of("target/keycloak"))) {
      return unpacked
          .filter(path -> path.getFileName().toString().startsWith("keycloak-"))
          .findFirst()
          .orElseThrow()
          .toAbsolutePath();
    }
  }

  KeycloakServer awaitReady() {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(URI.create(realmUrl())).build();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException(logged());
              }
              try {
                return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
                    == 200;
              } catch (IOException notYet) {
                return false;
              }
            });
    return this;
  }

  String realmUrl() {
    return "http://localhost:%d/realms/%s".formatted(port, REALM);
  }

  String endpoint(String name) {
    return realmUrl() + "/protocol/openid-connect/" + name;
  }

  private static Map<String, Object> realm(String certificate) {
    return Map.of(
        "realm",
        REALM,
        "enabled",
        true,
        "sslRequired",
        "none",
        "revokeRefreshToken",
        true,
        "refreshTokenMaxReuse",
        0,
        "accessTokenLifespan",
        123,
        "users",
        List.of(
            Map.of(
                "username",
                ACCOUNT,
                "email",
                ACCOUNT,
                "emailVerified",
                true,
                "firstName",
                "Help",
                "lastName",
                "Desk",
                "enabled",
                true,
                "realmRoles",
                List.of("offline_access"),
                "credentials",
                List.of(Map.of("type", "password", "value", PASSWORD)))),
        "clients",
        List.of(
            client(
                SECRET_CLIENT,
                Map.of("secret", SECRET),
                Map.of("oauth2.device.authorization.grant.enabled", "true")),
            client(
                CERTIFICATE_CLIENT,
                Map.of("clientAuthenticatorType", "client-jwt"),
                Map.of(
                    // Keycloak itself insists on PKCE.
                    "pkce.code.challenge.method", "S256",
                    "jwt.credential.certificate", certificate,
                    "token.endpoint.auth.signing.alg", "PS256"))));
  }

  private static Map<String, Object> client(
      String id, Map<String, Object> credential, Map<String, String> attributes) {
    Map<String, Object> client = new HashMap<>(credential);
    client.put("clientId", id);
    client.put("enabled", true);
    client.put("publicClient", false);
    client.put("standardFlowEnabled", true);
    client.put("serviceAccountsEnabled", true);
    client.put("redirectUris", List.of("http://localhost:3017/"));
    client.put("defaultClientScopes", List.of("basic", "profile", "email"));
    client.put("optionalClientScopes", List.of("offline_access"));
    client.put("attributes", attributes);
    return client;
  }

  private String logged() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}

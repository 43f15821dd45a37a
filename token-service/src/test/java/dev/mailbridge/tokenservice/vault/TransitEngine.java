package dev.mailbridge.tokenservice.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mailbridge.contracts.ContractJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * The part of Vault's transit engine that is used, after its API's documentation: versions of a
 * key, AEAD, tokens, and the log-in by Kubernetes.
 */
final class TransitEngine implements AutoCloseable {
  private static final String JWT = "jwt-of-the-pod";
  private final HttpServer server;
  private final List<byte[]> versions = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private int minDecryptionVersion = 1;
  private String token = "token-1";
  private int logIns;
  private boolean sealed;

  TransitEngine() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/", this::handle);
    server.start();
    addVersion();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  synchronized void endAllLogIns() {
    token = "token-" + (logIns + 2);
  }

  synchronized void seal() {
    sealed = true;
  }

  synchronized int logIns() {
    return logIns;
  }

  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  private void addVersion() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    versions.add(key);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    JsonNode body = ContractJson.mapper().readTree(exchange.getRequestBody().readAllBytes());
    String path = exchange.getRequestURI().getPath().substring("/v1/".length());
    requests.add(exchange.getRequestMethod() + " " + path);
    try (exchange) {
      if (sealed) {
        answer(exchange, 503, Map.of("errors", List.of("Vault is sealed")));
      } else if (path.equals("auth/kubernetes/login")) {
        logIn(exchange, body);
      } else if (!token.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
        answer(exchange, 403, Map.of("errors", List.of("permission denied")));
      } else {
        operate(exchange, path, body);
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      answer(exchange, 400, Map.of("errors", List.of("cipher: message authentication failed")));
    }
  }

  private void logIn(HttpExchange exchange, JsonNode body) throws IOException {
    boolean known =
        JWT.equals(body.path("jwt").asText()) && "token-service".equals(body.path("role").asText());
    if (!known) {
      answer(exchange, 400, Map.of("errors", List.of("invalid role name")));
      return;
    }
    logIns++;
    token = "token-" + (logIns + 1);
    answer(exchange, 200, Map.of("auth", Map.of("client_token", token, "lease_duration", 3600)));
  }

  private void operate(HttpExchange exchange, String path, JsonNode body)
      throws IOException, GeneralSecurityException {
    switch (path) {
      case "transit/encrypt/mail-bridge" ->
          answer(exchange, 200, Map.of("data", Map.of("ciphertext", encrypt(body))));
      case "transit/decrypt/mail-bridge" ->
          answer(exchange, 200, Map.of("data", Map.of("plaintext", decrypt(body))));
      case "transit/keys/mail-bridge/rotate" -> {
        addVersion();
        answer(exchange, 200, Map.of("data", Map.of("latest_version", versions.size())));
      }
      case "transit/keys/mail-bridge/config" -> {
        minDecryptionVersion = body.path("min_decryption_version").asInt();
        answer(exchange, 200, Map.of("data", Map.of()));
      }
      case "transit/keys/mail-bridge" ->
          answer(exchange, 200, Map.of("data", Map.of("latest_version", versions.size())));
      default -> answer(exchange, 404, Map.of("errors", List.of()));
    }
  }

  private String encrypt(JsonNode body) throws GeneralSecurityException {
    byte[] sealedOctets =
        new AesGcmJce(versions.getLast())
            .encrypt(octets(body, "plaintext"), octets(body, "associated_data"));
    return "vault:v%d:%s"
        .formatted(versions.size(), Base64.getEncoder().encodeToString(sealedOctets));
  }

  private String decrypt(JsonNode body) throws GeneralSecurityException {
    String[] parts = body.path("ciphertext").asText().split(":", 3);
    int version = Integer.parseInt(parts[1].substring(1));
    if (version < minDecryptionVersion) {
      throw new GeneralSecurityException("ciphertext or signature version is disallowed");
    }
    byte[] plaintext =
        new AesGcmJce(versions.get(version - 1))
            .decrypt(Base64.getDecoder().decode(parts[2]), octets(body, "associated_data"));
    return Base64.getEncoder().encodeToString(plaintext);
  }

  private static byte[] octets(JsonNode body, String member) {
    return Base64.getDecoder().decode(body.path(member).asText());
  }

  private static void answer(HttpExchange exchange, int status, Map<String, ?> body)
      throws IOException {
    byte[] json = ContractJson.write(body);
    exchange.sendResponseHeaders(status, json.length);
    exchange.getResponseBody().write(json);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

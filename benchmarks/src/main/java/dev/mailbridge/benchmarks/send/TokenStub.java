package dev.mailbridge.benchmarks.send;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mailbridge.testkit.realservers.TokenIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** What the sender asks token-service for, with tokens that the mail servers take. */
final class TokenStub implements AutoCloseable {
  private final HttpServer server;
  private final TokenIssuer issuer;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  TokenStub(TokenIssuer issuer) throws IOException {
    this.issuer = issuer;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/v1/mailboxes/", this::token);
    server.createContext("/api/v1/mac-keys", this::keys);
    server.createContext("/api/v1/grant-changes", this::changes);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** The mailbox's id is its user at contoso.example. */
  private void token(HttpExchange exchange) throws IOException {
    String user = exchange.getRequestURI().getPath().split("/")[4] + "@contoso.example";
    answer(
        exchange,
        """
        {"accessToken": "%s", "expiresAt": "%s", "saslUser": "%s", "mechanism": "XOAUTH2"}"""
            .formatted(
                tokens.computeIfAbsent(user, issuer::valid),
                Instant.now().plusSeconds(3_000),
                user));
  }

  private void keys(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        """
        [{"id": "k1", "secret": "%s", "signing": true, "verifiesUntil": "2099-01-01T00:00:00Z"}]"""
            .formatted(Base64.getEncoder().encodeToString(new byte[32])));
  }

  private void changes(HttpExchange exchange) throws IOException {
    LockSupport.parkNanos(20_000_000_000L);
    answer(exchange, "{\"next\": 0, \"mailboxes\": []}");
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

package dev.mailbridge.smtpsender.packaged;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** What the sender asks token-service for. */
final class TokenStub implements AutoCloseable {
  private static final String KEYS =
      """
      [{"id": "k1", "secret": "%s", "signing": true, "verifiesUntil": "2099-01-01T00:00:00Z"}]"""
          .formatted(Base64.getEncoder().encodeToString(new byte[32]));

  private final HttpServer server;

  /**
   * @param user who signs in
   */
  TokenStub(String user, Supplier<String> token) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/api/v1/mailboxes/",
        exchange ->
            answer(
                exchange,
                """
                {"accessToken": "%s", "expiresAt": "2099-01-01T00:00:00Z", "saslUser": "%s",
                 "mechanism": "XOAUTH2"}"""
                    .formatted(token.get(), user)));
    server.createContext("/api/v1/mac-keys", exchange -> answer(exchange, KEYS));
    server.createContext(
        "/api/v1/grant-changes",
        exchange -> {
          LockSupport.parkNanos(20_000_000_000L);
          answer(exchange, "{\"next\": 0, \"mailboxes\": []}");
        });
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
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

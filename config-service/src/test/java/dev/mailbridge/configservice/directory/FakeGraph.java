package dev.mailbridge.configservice.directory;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers Graph's requests by a script, in order, and remembers them. */
public final class FakeGraph implements AutoCloseable {
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Scripted> script = new LinkedBlockingQueue<>();
  private final HttpServer server;

  /** A request as it came; the query isn't decoded. */
  public record Asked(String uri, String authorization) {}

  private record Scripted(int status, String retryAfter, String body, Runnable before) {}

  public FakeGraph() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  public FakeGraph answer(int status, String body) {
    return answer(status, body, () -> {});
  }

  /**
   * @param before is run when the request has come
   */
  public FakeGraph answer(int status, String body, Runnable before) {
    script.add(new Scripted(status, null, body, before));
    return this;
  }

  public FakeGraph throttle(int seconds) {
    script.add(
        new Scripted(429, String.valueOf(seconds), "{\"error\":{\"code\":\"TooMany\"}}", () -> {}));
    return this;
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Whether the script was played to its end. */
  public boolean played() {
    return script.isEmpty();
  }

  public void clear() {
    asked.clear();
    script.clear();
  }

  /** Users {@code from} to {@code to} as {@code u001}, with an address each. */
  public static String users(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(number -> user("u%03d".formatted(number), "User " + number, true))
        .collect(Collectors.joining(","));
  }

  public static String user(String id, String name, boolean enabled) {
    return """
        {"id":"%s","displayName":"%s","userPrincipalName":"%s@contoso.example","mail":"%s@contoso.example","accountEnabled":%s,"userType":"Member"}"""
        .formatted(id, name, id, id, enabled);
  }

  public String page(String users, String link, String path) {
    return "{\"value\":[%s],\"@odata.%s\":\"%s/v1.0%s\"}".formatted(users, link, url(), path);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String uri = exchange.getRequestURI().toString();
      if (uri.endsWith("/users/$count")) {
        send(exchange, 200, "250");
        return;
      }
      asked.add(new Asked(uri, exchange.getRequestHeaders().getFirst("Authorization")));
      Scripted next = script.poll();
      if (next == null) {
        send(exchange, 500, "{\"error\":{\"code\":\"NotInTheScript\"}}");
        return;
      }
      next.before().run();
      if (next.retryAfter() != null) {
        exchange.getResponseHeaders().set("Retry-After", next.retryAfter());
      }
      send(exchange, next.status(), next.body());
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, octets.length);
    exchange.getResponseBody().write(octets);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

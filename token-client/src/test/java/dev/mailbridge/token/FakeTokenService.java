package dev.mailbridge.token;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A token-service that answers as it is told and remembers what it was asked. */
final class FakeTokenService implements AutoCloseable {
  record Answer(int status, String body) {}

  private final HttpServer server;
  private final List<String> tokenRequests = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> changes = new LinkedBlockingQueue<>();
  private volatile Function<String, Answer> token = query -> new Answer(404, "{}");
  private volatile Answer macKeys = new Answer(503, "{}");
  private volatile int macKeyRequests;

  FakeTokenService() throws IOException {
    this(0);
  }

  FakeTokenService(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/v1/mailboxes", this::token);
    server.createContext("/api/v1/mac-keys", this::macKeys);
    server.createContext("/api/v1/grant-changes", this::changes);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What the next token requests get; the function sees path and query. */
  void answerTokens(Function<String, Answer> answer) {
    token = answer;
  }

  void answerMacKeys(int status, String body) {
    macKeys = new Answer(status, body);
  }

  void publishChange(String body) {
    changes.add(body);
  }

  List<String> tokenRequests() {
    return tokenRequests;
  }

  List<String> authorizations() {
    return authorizations;
  }

  int macKeyRequests() {
    return macKeyRequests;
  }

  private void token(HttpExchange exchange) throws IOException {
    tokenRequests.add(exchange.getRequestURI().toString());
    authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
    respond(exchange, token.apply(exchange.getRequestURI().toString()));
  }

  private void macKeys(HttpExchange exchange) throws IOException {
    macKeyRequests++;
    respond(exchange, macKeys);
  }

  private void changes(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    if (query == null) {
      respond(exchange, new Answer(200, "{\"next\":0,\"mailboxes\":[]}"));
      return;
    }
    try {
      String body = changes.poll(20, TimeUnit.SECONDS);
      respond(exchange, new Answer(200, body == null ? "{\"next\":0,\"mailboxes\":[]}" : body));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void respond(HttpExchange exchange, Answer answer) {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

package dev.mailbridge.configservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mailbridge.contracts.ContractJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** imap-poller and smtp-sender, as far as they are asked here: both refuse a wrong key. */
public final class FakeMailServices implements AutoCloseable {
  /** A request that changes something. */
  public record Received(String path, String query, String onBehalfOf, JsonNode body) {}

  private final HttpServer server;
  private final String key;
  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
  private final Map<String, String> messages = new ConcurrentHashMap<>();
  private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean senderDown = true;

  public FakeMailServices(String key) {
    this.key = key;
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

  public void content(String ref, byte[] octets) {
    contents.put(ref, octets);
  }

  /**
   * @param json as smtp-sender shows a mail
   */
  public void message(String id, String json) {
    messages.put(id, json);
  }

  public void senderDown(boolean now) {
    senderDown = now;
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] octets = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    if (!("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, "{\"detail\":\"Send a valid key.\"}".getBytes(StandardCharsets.UTF_8));
      return;
    }
    if (senderDown && path.startsWith("/api/v1/messages")) {
      exchange.close();
      return;
    }
    if (exchange.getRequestMethod().equals("POST")) {
      received.add(
          new Received(
              path,
              exchange.getRequestURI().getQuery(),
              exchange.getRequestHeaders().getFirst("X-On-Behalf-Of"),
              octets.length == 0 ? null : ContractJson.read(octets, JsonNode.class)));
    }
    route(exchange, path);
  }

  private void route(HttpExchange exchange, String path) throws IOException {
    if (path.startsWith("/api/v1/content/")) {
      byte[] content = contents.get(path.substring("/api/v1/content/".length()));
      answer(exchange, content == null ? 404 : 200, content == null ? new byte[0] : content);
    } else if (path.endsWith(":release")) {
      answer(exchange, 200, "{\"published\":1}".getBytes(StandardCharsets.UTF_8));
    } else if (path.equals("/api/v1/messages")) {
      String list = "{\"messages\":[%s]}".formatted(String.join(",", messages.values()));
      answer(exchange, 200, list.getBytes(StandardCharsets.UTF_8));
    } else {
      String id = path.replace("/api/v1/messages/", "").replaceFirst(":[a-z-]+$", "");
      String message = messages.get(id);
      answer(
          exchange,
          message == null ? 404 : 200,
          (message == null ? "{\"detail\":\"No such mail.\"}" : message)
              .getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

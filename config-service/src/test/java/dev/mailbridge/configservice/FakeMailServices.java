package dev.mailbridge.configservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mailbridge.contracts.ContractJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** imap-poller and smtp-sender, as far as they are asked here: both refuse a wrong key. */
public final class FakeMailServices implements AutoCloseable {
  /** A request that changes something. */
  public record Received(String path, String query, String onBehalfOf, JsonNode body) {}

  /** Both have the same paths: smtp-sender's stand under this one. */
  private static final String SENDER = "/smtp-sender";

  private final HttpServer server;
  private final String key;
  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
  private final Map<String, String> messages = new ConcurrentHashMap<>();
  private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
  private volatile UnaryOperator<JsonNode> pollerChecks = request -> steps();
  private volatile UnaryOperator<JsonNode> senderChecks = request -> steps();
  private volatile List<String> folders = List.of("INBOX");
  private final AtomicInteger elsewhere = new AtomicInteger();
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

  public String pollerUrl() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  public String senderUrl() {
    return pollerUrl() + SENDER;
  }

  /** How imap-poller answers a check from now on, by the request. */
  public void pollerChecks(UnaryOperator<JsonNode> answer) {
    pollerChecks = answer;
  }

  /** How smtp-sender answers a check from now on, by the request. */
  public void senderChecks(UnaryOperator<JsonNode> answer) {
    senderChecks = answer;
  }

  /** A report of these steps, each {@code outcome|name|detail|remedy}. */
  public static JsonNode steps(String... steps) {
    ObjectNode report = ContractJson.mapper().createObjectNode();
    report.put("passed", Arrays.stream(steps).noneMatch(step -> step.startsWith("failed")));
    ArrayNode list = report.putArray("steps");
    for (String step : steps) {
      String[] parts = step.split("\\|");
      list.addObject()
          .put("outcome", parts[0])
          .put("name", parts[1])
          .put("detail", parts[2])
          .put("remedy", parts.length > 3 ? parts[3] : null)
          .put("millis", 7);
    }
    return report;
  }

  /** What imap-poller lists for every mailbox. */
  public void folders(List<String> names) {
    folders = names;
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

  /** As many releases reach a poller that doesn't read the mailbox. */
  public void readElsewhere(int times) {
    elsewhere.set(times);
  }

  public void senderDown(boolean now) {
    senderDown = now;
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] octets = exchange.getRequestBody().readAllBytes();
    boolean sender = exchange.getRequestURI().getPath().startsWith(SENDER);
    String path = exchange.getRequestURI().getPath().replaceFirst("^" + SENDER, "");
    if (!("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, "{\"detail\":\"Send a valid key.\"}".getBytes(StandardCharsets.UTF_8));
      return;
    }
    if (senderDown && sender) {
      exchange.close();
      return;
    }
    JsonNode body = octets.length == 0 ? null : ContractJson.read(octets, JsonNode.class);
    if (exchange.getRequestMethod().equals("POST")) {
      received.add(
          new Received(
              path,
              exchange.getRequestURI().getQuery(),
              exchange.getRequestHeaders().getFirst("X-On-Behalf-Of"),
              body));
    }
    if (path.equals("/api/v1/mailboxes:check")) {
      answer(exchange, 200, ContractJson.write((sender ? senderChecks : pollerChecks).apply(body)));
    } else if (path.equals("/api/v1/mailboxes:folders")) {
      answer(exchange, 200, ContractJson.write(Map.of("folders", folders)));
    } else if (path.equals("/api/v1/messages") && body != null) {
      answer(exchange, 202, take(body));
    } else {
      route(exchange, path);
    }
  }

  /** A new mail is sent at once. */
  private byte[] take(JsonNode mail) {
    String id = mail.path("id").asText();
    String message =
        """
        {"id": "%s", "project": "helpdesk", "mailboxId": "%s", "state": "sent", "attempts": 1,
         "messageId": "<%s@bridge.example>"}
        """
            .formatted(id, mail.path("mailboxId").asText(), id);
    messages.put(id, message);
    return message.getBytes(StandardCharsets.UTF_8);
  }

  private void route(HttpExchange exchange, String path) throws IOException {
    if (path.startsWith("/api/v1/content/")) {
      byte[] content = contents.get(path.substring("/api/v1/content/".length()));
      answer(exchange, content == null ? 404 : 200, content == null ? new byte[0] : content);
    } else if (path.endsWith(":release") && elsewhere.getAndDecrement() > 0) {
      answer(
          exchange,
          404,
          "{\"type\":\"urn:mail-bridge:problem:mailbox-not-here\",\"detail\":\"Not read here.\"}"
              .getBytes(StandardCharsets.UTF_8));
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

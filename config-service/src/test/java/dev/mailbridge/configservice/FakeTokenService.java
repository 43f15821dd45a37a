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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Plays token-service's REST contract, as far as it is passed on. */
public final class FakeTokenService implements AutoCloseable {
  private final Map<String, ObjectNode> registrations = new TreeMap<>();
  private final Map<String, ObjectNode> grants = new TreeMap<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final String key;
  private final HttpServer server;
  private volatile boolean down;
  private volatile Supplier<JsonNode> checks = FakeTokenService::passed;
  private volatile Supplier<String> graphTokens = () -> "graph-token";

  /** A request as it came. */
  public record Received(String method, String path, String authorization, JsonNode body) {}

  /**
   * @param key what must stand in {@code Authorization: Bearer}
   */
  public FakeTokenService(String key) {
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

  /** While down, every request ends in a connection that is closed without an answer. */
  public void down(boolean now) {
    down = now;
  }

  /** How each registration's check ends from now on. */
  public void checks(Supplier<JsonNode> answer) {
    checks = answer;
  }

  public static JsonNode passed() {
    ObjectNode result = ContractJson.mapper().createObjectNode().put("ok", true);
    ArrayNode steps = result.putArray("steps");
    steps.addObject().put("name", "discovery").put("ok", true).put("detail", "Found.");
    steps.addObject().put("name", "credential").put("ok", true).put("detail", "Taken.");
    return result;
  }

  public static JsonNode failed(String code, String remedy) {
    ObjectNode result = ContractJson.mapper().createObjectNode().put("ok", false);
    result.putObject("failure").put("code", code).put("remedy", remedy).put("traceId", "trace-7");
    return result;
  }

  /** As if somebody had signed in. */
  public synchronized void signedIn(String mailbox) {
    grants.get(mailbox).put("state", "ready");
  }

  public synchronized void clear() {
    checks = FakeTokenService::passed;
    registrations.clear();
    grants.clear();
    received.clear();
    down = false;
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  public synchronized Map<String, ObjectNode> grants() {
    return Map.copyOf(grants);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] octets = exchange.getRequestBody().readAllBytes();
    JsonNode body = octets.length == 0 ? null : ContractJson.read(octets, JsonNode.class);
    String path = exchange.getRequestURI().getPath();
    received.add(
        new Received(
            exchange.getRequestMethod(),
            path,
            exchange.getRequestHeaders().getFirst("Authorization"),
            body));
    if (down) {
      exchange.close();
      return;
    }
    if (!("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, problem(401, "unauthenticated", "Send a valid key."));
      return;
    }
    route(exchange, path, (ObjectNode) body);
  }

  private synchronized void route(HttpExchange exchange, String path, ObjectNode body)
      throws IOException {
    String method = exchange.getRequestMethod();
    String[] parts = path.replaceFirst("^/api/v1/", "").split("/");
    if (parts[0].equals("registrations")) {
      registration(exchange, method, parts.length > 1 ? parts[1] : null, body);
    } else if (parts[0].equals("grants")) {
      answer(exchange, 200, array(grants.values()));
    } else if (parts.length == 3 && parts[0].equals("mailboxes")) {
      mailbox(exchange, method, parts[1], parts[2], body);
    } else {
      answer(exchange, 404, problem(404, "not-found", "Nothing here."));
    }
  }

  private void registration(HttpExchange exchange, String method, String id, ObjectNode body)
      throws IOException {
    if (id == null && method.equals("GET")) {
      answer(exchange, 200, array(registrations.values()));
    } else if (id == null) {
      String made = body.path("id").asText("registration-" + registrations.size());
      answer(exchange, 201, store(made, body));
    } else if (id.endsWith(":check")) {
      answer(exchange, 200, checks.get());
    } else if (!registrations.containsKey(id)) {
      answer(
          exchange, 404, problem(404, "registration-not-found", "There is no registration " + id));
    } else if (method.equals("GET")) {
      answer(exchange, 200, registrations.get(id));
    } else if (method.equals("PUT")) {
      answer(exchange, 200, store(id, body));
    } else {
      registrations.remove(id);
      answer(exchange, 204, null);
    }
  }

  /** As the real one: without a credential the present one is kept; the secret is never shown. */
  private ObjectNode store(String id, ObjectNode body) {
    ObjectNode view = body.deepCopy().put("id", id);
    for (String slot : List.of("credential", "nextCredential")) {
      if (view.path(slot).isObject()) {
        ObjectNode credential = (ObjectNode) view.get(slot);
        String secret = credential.path("secret").asText(credential.path("tokenFile").asText(""));
        boolean federated = credential.has("tokenFile");
        credential.remove(List.of("secret", "tokenFile"));
        credential.put(
            "hint", federated ? secret : secret.substring(Math.max(0, secret.length() - 3)));
      } else if (registrations.containsKey(id)) {
        view.set(slot, registrations.get(id).get(slot));
      }
    }
    if (!view.path("codeChallenge").isBoolean()) {
      view.put("codeChallenge", true);
    }
    view.putArray("warnings");
    registrations.put(id, view);
    return view;
  }

  private void mailbox(
      HttpExchange exchange, String method, String id, String what, ObjectNode body)
      throws IOException {
    switch (what) {
      case "grant" -> grant(exchange, method, id, body);
      case "access-token" -> accessToken(exchange, id);
      case "grant:revoke" -> {
        grants.get(id).put("state", "revoked");
        answer(exchange, 200, grants.get(id));
      }
      case "sign-in" ->
          answer(
              exchange,
              200,
              ContractJson.mapper()
                  .createObjectNode()
                  .put("url", url() + "/sign-in/one-time-code")
                  .put("expiresAt", "2026-11-25T12:00:00Z"));
      case "device-sign-in" ->
          answer(
              exchange,
              200,
              ContractJson.mapper()
                  .createObjectNode()
                  .put("userCode", "ABCD1234")
                  .put("verificationUri", "https://microsoft.com/devicelogin")
                  .put("message", "Open the page and enter the code.")
                  .put("expiresAt", "2026-11-25T12:00:00Z"));
      default -> answer(exchange, 404, problem(404, "not-found", "Nothing here."));
    }
  }

  /** What {@code access-token} answers with from now on; a failure is thrown as its code. */
  public void graphTokens(Supplier<String> tokens) {
    graphTokens = tokens;
  }

  private void accessToken(HttpExchange exchange, String id) throws IOException {
    if (!grants.containsKey(id)) {
      answer(exchange, 404, problem(404, "grant-not-found", "The mailbox has no grant."));
      return;
    }
    try {
      answer(
          exchange,
          200,
          ContractJson.mapper()
              .createObjectNode()
              .put("accessToken", graphTokens.get())
              .put("mechanism", "BEARER"));
    } catch (IllegalStateException e) {
      answer(
          exchange,
          409,
          problem(409, "no-token", "Renew the secret.")
              .put("code", e.getMessage())
              .put("remedy", "Renew the secret.")
              .put("traceId", "trace-1"));
    }
  }

  private void grant(HttpExchange exchange, String method, String id, ObjectNode body)
      throws IOException {
    if (method.equals("PUT")) {
      if (!registrations.containsKey(body.path("registrationId").asText())) {
        answer(
            exchange, 400, problem(400, "unknown-registration", "There is no such registration."));
        return;
      }
      ObjectNode view = body.deepCopy().put("mailboxId", id).put("state", "none");
      view.remove("password");
      grants.put(id, view);
      answer(exchange, 200, view);
    } else if (!grants.containsKey(id)) {
      answer(exchange, 404, problem(404, "grant-not-found", "The mailbox has no grant."));
    } else if (method.equals("GET")) {
      answer(exchange, 200, grants.get(id));
    } else {
      grants.remove(id);
      answer(exchange, 204, null);
    }
  }

  private static ArrayNode array(Iterable<ObjectNode> nodes) {
    ArrayNode array = ContractJson.mapper().createArrayNode();
    nodes.forEach(array::add);
    return array;
  }

  private static ObjectNode problem(int status, String slug, String detail) {
    return ContractJson.mapper()
        .createObjectNode()
        .put("type", "urn:mail-bridge:problem:" + slug)
        .put("status", status)
        .put("detail", detail);
  }

  private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
    exchange
        .getResponseHeaders()
        .set("Content-Type", status < 400 ? "application/json" : "application/problem+json");
    byte[] octets = body == null ? new byte[0] : ContractJson.write(body);
    exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
    exchange.getResponseBody().write(octets);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

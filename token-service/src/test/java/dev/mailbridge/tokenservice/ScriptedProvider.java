package dev.mailbridge.tokenservice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A token endpoint that answers by script and remembers every request. */
public final class ScriptedProvider implements AutoCloseable {
  /**
   * @param status 0 for an answer that never comes: the connection is cut after the request was
   *     read
   */
  public record Answer(int status, String body, String retryAfter) {
    public static Answer ok(String body) {
      return new Answer(200, body, null);
    }

    public static Answer error(int status, String error, int code) {
      String body =
          "{\"error\":\"%s\",\"error_description\":\"AADSTS%d: invented\",\"error_codes\":[%d],\"trace_id\":\"trace-%d\"}"
              .formatted(error, code, code, code);
      return new Answer(status, body, null);
    }

    public static Answer cut() {
      return new Answer(0, "", null);
    }
  }

  private final HttpServer server;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private volatile Function<Map<String, String>, Answer> script;

  public ScriptedProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public void answer(Function<Map<String, String>, Answer> answers) {
    script = answers;
  }

  public String endpoint(String name) {
    return "http://localhost:%d/tenant/oauth2/v2.0/%s"
        .formatted(server.getAddress().getPort(), name);
  }

  /** The forms of all token requests so far, as they came. */
  public List<String> bodies() {
    return bodies;
  }

  public List<Map<String, String>> forms() {
    return bodies.stream().map(ScriptedProvider::form).toList();
  }

  public List<String> values(String parameter) {
    return forms().stream().map(form -> form.get(parameter)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    bodies.add(body);
    Answer answer = script.apply(form(body));
    try (exchange) {
      if (answer.status() == 0) {
        return;
      }
      byte[] octets = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      if (answer.retryAfter() != null) {
        exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
      }
      exchange.sendResponseHeaders(answer.status(), octets.length);
      exchange.getResponseBody().write(octets);
    }
  }

  private static Map<String, String> form(String body) {
    return Arrays.stream(body.split("&"))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> decode(pair[0]), pair -> decode(pair[1]), (a, b) -> a + " TWICE " + b));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

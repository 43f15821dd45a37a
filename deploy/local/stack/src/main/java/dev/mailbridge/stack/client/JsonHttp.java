package dev.mailbridge.stack.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.stack.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls of a JSON interface; an answer of 400 or more is an exception with the problem's text. */
final class JsonHttp {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final String authorization;

  /**
   * @param authorization the header's value, null for none
   */
  JsonHttp(URI base, String authorization) {
    this.base = base;
    this.authorization = authorization;
  }

  /** An answer that isn't JSON. */
  String text(String path) {
    return new String(
        exchange(request(path).setHeader("Accept", "text/plain").GET()), StandardCharsets.UTF_8);
  }

  JsonNode get(String path) {
    return send(request(path).GET());
  }

  JsonNode post(String path, Object body) {
    return send(request(path).POST(json(body)));
  }

  JsonNode put(String path, Object body) {
    return send(request(path).PUT(json(body)));
  }

  JsonNode patch(String path, Object body) {
    return send(request(path).method("PATCH", json(body)));
  }

  JsonNode delete(String path) {
    return send(request(path).DELETE());
  }

  JsonNode post(String path, String contentType, byte[] body) {
    return send(
        request(path)
            .setHeader("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static HttpRequest.BodyPublisher json(Object body) {
    return BodyPublishers.ofByteArray(ContractJson.write(body));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(TIMEOUT)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json");
    return authorization == null ? request : request.header("Authorization", authorization);
  }

  private JsonNode send(HttpRequest.Builder builder) {
    byte[] body = exchange(builder);
    try {
      return body.length == 0 ? MissingNode.getInstance() : ContractJson.mapper().readTree(body);
    } catch (IOException e) {
      throw new StackException(base + " answered with what isn't JSON", e);
    }
  }

  private byte[] exchange(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() >= 400) {
        throw new StackException(
            "%s %s was answered with %d: %s"
                .formatted(
                    request.method(),
                    request.uri(),
                    response.statusCode(),
                    new String(response.body(), StandardCharsets.UTF_8)));
      }
      return response.body();
    } catch (IOException e) {
      throw new StackException(
          "%s %s failed: %s".formatted(request.method(), request.uri(), e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while asking " + request.uri(), e);
    }
  }
}

package dev.mailbridge.stack.hostile;

import dev.mailbridge.contracts.ContractJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Calls a service's operations with whatever it is given. */
final class Caller implements AutoCloseable {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(45);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;

  Caller(URI base) {
    this.base = base;
  }

  /**
   * All that its OpenAPI document lists but the web admin's pages, which have a test of their own.
   */
  List<Operation> operations(String authorization) throws Exception {
    HttpResponse<String> answer =
        call("get", "/q/openapi?format=json", Map.of("Authorization", authorization), new byte[0]);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "OpenAPI of %s: %d %s".formatted(base, answer.statusCode(), answer.body()));
    }
    return Operation.all(ContractJson.mapper().readTree(answer.body())).stream()
        .filter(operation -> operation.path().startsWith("/api/"))
        .toList();
  }

  HttpResponse<String> call(String method, String path, Map<String, String> headers, String body)
      throws Exception {
    return call(method, path, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** A stream without an end counts as no answer. */
  HttpResponse<String> call(String method, String path, Map<String, String> headers, byte[] body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(LONGEST_ANSWER)
            .method(method.toUpperCase(Locale.ROOT), BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      return send(request.build());
    } catch (ExecutionException closed) {
      // The server may have closed the connection just when it was used again.
      return send(request.build());
    }
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .get(LONGEST_ANSWER.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

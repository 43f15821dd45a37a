package dev.mailbridge.simulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Calls Graph with one token. */
final class GraphClient implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Simulator simulator;
  private final String token;

  GraphClient(Simulator simulator, String token) {
    this.simulator = simulator;
    this.token = token;
  }

  HttpResponse<String> call(String method, String path, String contentType, String body)
      throws IOException, InterruptedException {
    String address = path.startsWith("http") ? path : simulator.httpUrl() + "/v1.0" + path;
    return client.send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Authorization", "Bearer " + token)
            .header("Prefer", "IdType=\"ImmutableId\"")
            .header("Content-Type", contentType)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return call("GET", path, "application/json", "");
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return Json.MAPPER.readTree(get(path).body());
  }

  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return call("POST", path, "application/json", json);
  }

  @Override
  public void close() {
    client.close();
  }
}

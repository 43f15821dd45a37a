package dev.mailbridge.simulator.fault;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Speaks to the control interface. */
final class ControlClient implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Simulator simulator;

  ControlClient(Simulator simulator) {
    this.simulator = simulator;
  }

  HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(simulator.httpUrl() + "/simulator" + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  JsonNode json(String method, String path, String body) throws IOException, InterruptedException {
    return Json.MAPPER.readTree(call(method, path, body).body());
  }

  /** Sets a fault; its id. */
  String fault(String json) throws IOException, InterruptedException {
    return json("POST", "/faults", json).path("id").asText();
  }

  @Override
  public void close() {
    client.close();
  }
}

package dev.mailbridge.stack.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One operation of an OpenAPI document. */
record Operation(String method, String path, List<String> queryParameters, boolean hasBody) {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  static List<Operation> all(JsonNode openApi) {
    List<Operation> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : openApi.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          all.add(of(operation.getKey(), path.getKey(), operation.getValue()));
        }
      }
    }
    return all;
  }

  /** With the same value for each of the path's parameters. */
  String pathWith(String value) {
    return path.replaceAll("\\{[^}]+}", value);
  }

  @Override
  public String toString() {
    return method.toUpperCase(Locale.ROOT) + " " + path;
  }

  private static Operation of(String method, String path, JsonNode operation) {
    List<String> query = new ArrayList<>();
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.path("in").asText().equals("query")) {
        query.add(parameter.path("name").asText());
      }
    }
    return new Operation(method, path, query, operation.has("requestBody"));
  }
}

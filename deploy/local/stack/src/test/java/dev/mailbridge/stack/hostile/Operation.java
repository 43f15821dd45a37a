package dev.mailbridge.stack.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One operation of an OpenAPI document.
 *
 * @param body the schema of its JSON body, with references resolved one by one by {@link Schemas}
 * @param contentType of its body, null when it takes none
 */
record Operation(
    String method,
    String path,
    List<String> queryParameters,
    String contentType,
    Optional<JsonNode> body,
    JsonNode document) {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  static List<Operation> all(JsonNode openApi) {
    List<Operation> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : openApi.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          all.add(of(operation.getKey(), path.getKey(), operation.getValue(), openApi));
        }
      }
    }
    return all;
  }

  /** With the same value for each of the path's parameters. */
  String pathWith(String value) {
    return path.replaceAll("\\{[^}]+}", value);
  }

  /** An address that fits: who may call it isn't asked before. */
  String fitting() {
    String fitting = path.replaceAll("\\{number}", "1").replaceAll("\\{[^}]+}", "nobody");
    return queryParameters.contains("for") ? fitting + "?for=imap" : fitting;
  }

  boolean hasBody() {
    return contentType != null;
  }

  @Override
  public String toString() {
    return method.toUpperCase(Locale.ROOT) + " " + path;
  }

  private static Operation of(String method, String path, JsonNode operation, JsonNode document) {
    List<String> query = new ArrayList<>();
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.path("in").asText().equals("query")) {
        query.add(parameter.path("name").asText());
      }
    }
    JsonNode content = operation.path("requestBody").path("content");
    String type = content.isEmpty() ? null : content.fieldNames().next();
    return new Operation(
        method,
        path,
        query,
        type,
        Optional.ofNullable(content.path("application/json").get("schema")),
        document);
  }
}

package dev.mailbridge.configservice.openapi;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;

/**
 * Puts the examples of {@code openapi-examples.json} into the document: by method and path, {@code
 * request} and {@code response} as JSON, {@code text-request} and {@code text} as they are. The web
 * admin's pages are taken out.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class Examples implements OASFilter {
  private final Map<String, Map<String, Object>> examples = read();

  @Override
  public void filterOpenAPI(OpenAPI document) {
    // The web admin's pages are no interface for programs.
    List.copyOf(document.getPaths().getPathItems().keySet()).stream()
        .filter(path -> !path.startsWith("/api/"))
        .forEach(document.getPaths()::removePathItem);
    document
        .getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations()
                    .forEach(
                        (method, operation) ->
                            add(operation, examples.get(method + " " + plain(path)))));
  }

  /** Without the patterns of path parameters. */
  private static String plain(String path) {
    return path.replaceAll("\\{(\\w+):[^}]*}", "{$1}");
  }

  private static void add(Operation operation, Map<String, Object> example) {
    if (example == null) {
      return;
    }
    if (operation.getRequestBody() != null) {
      add(
          operation.getRequestBody().getContent(),
          example.get("request"),
          example.get("text-request"));
    }
    operation
        .getResponses()
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (status.startsWith("2")) {
                add(response.getContent(), example.get("response"), example.get("text"));
              }
            });
  }

  private static void add(Content content, Object json, Object text) {
    if (content == null) {
      return;
    }
    for (Map.Entry<String, MediaType> one : content.getMediaTypes().entrySet()) {
      Object example = one.getKey().contains("json") || text == null ? json : text;
      if (example != null) {
        one.getValue().setExample(example);
      }
    }
  }

  private static Map<String, Map<String, Object>> read() {
    try (InputStream file =
        Objects.requireNonNull(
            Examples.class.getClassLoader().getResourceAsStream("openapi-examples.json"))) {
      return new ObjectMapper().readValue(file, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

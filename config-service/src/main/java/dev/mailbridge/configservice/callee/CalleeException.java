package dev.mailbridge.configservice.callee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mailbridge.contracts.ContractJson;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Another service refused a request, or can't be reached; the message says what to do. */
public final class CalleeException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int UNREACHABLE = 503;

  private final int status;
  private final String retryAfter;
  private final transient JsonNode problem;

  private CalleeException(
      int status, String retryAfter, JsonNode problem, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
    this.retryAfter = retryAfter;
    this.problem = problem;
  }

  static CalleeException refusal(String service, Response response) {
    JsonNode problem = problem(service, response);
    String message = problem.path("detail").asText(problem.path("title").asText(""));
    return new CalleeException(
        response.getStatus(),
        response.getHeaderString("Retry-After"),
        problem,
        message.isEmpty() ? service + " answered " + response.getStatus() + "." : message,
        null);
  }

  static CalleeException unreachable(String service, String detail, Throwable cause) {
    JsonNode problem =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "urn:mail-bridge:problem:" + service + "-unreachable")
            .put("title", service + " can't be reached")
            .put("status", UNREACHABLE)
            .put("detail", detail);
    return new CalleeException(UNREACHABLE, "5", problem, detail, cause);
  }

  /** Anything but problem details, such as a proxy's page, tells only its status. */
  private static JsonNode problem(String service, Response response) {
    try {
      JsonNode body =
          ContractJson.read(
              response.readEntity(String.class).getBytes(StandardCharsets.UTF_8), JsonNode.class);
      if (body != null && body.isObject()) {
        return body;
      }
    } catch (UncheckedIOException | IllegalStateException e) {
      // Not JSON, or no body: told below.
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "about:blank")
        .put("title", service + " refused this")
        .put("status", response.getStatus());
  }

  public int status() {
    return status;
  }

  public boolean isNotFound() {
    return status == 404;
  }

  /** RFC 9457, as the service sent it. */
  public JsonNode problem() {
    return problem;
  }

  String retryAfter() {
    return retryAfter;
  }
}

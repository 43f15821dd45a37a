package dev.mailbridge.configservice.tokenservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mailbridge.contracts.ContractJson;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** token-service refused a request, or can't be reached. */
public final class TokenServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int UNREACHABLE = 503;

  private final int status;
  private final String retryAfter;
  private final transient JsonNode problem;

  private TokenServiceException(
      int status, String retryAfter, JsonNode problem, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
    this.retryAfter = retryAfter;
    this.problem = problem;
  }

  static TokenServiceException refusal(Response response) {
    JsonNode problem = problem(response);
    String message = problem.path("detail").asText(problem.path("title").asText(""));
    return new TokenServiceException(
        response.getStatus(),
        response.getHeaderString("Retry-After"),
        problem,
        message.isEmpty() ? "token-service answered " + response.getStatus() : message,
        null);
  }

  static TokenServiceException unreachable(Throwable cause) {
    String detail =
        "token-service doesn't answer. Check that it runs and that mail-bridge.token-service.url"
            + " is right; mailboxes that are signed in work on meanwhile.";
    JsonNode problem =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "urn:mail-bridge:problem:token-service-unreachable")
            .put("title", "token-service can't be reached")
            .put("status", UNREACHABLE)
            .put("detail", detail);
    return new TokenServiceException(UNREACHABLE, "5", problem, detail, cause);
  }

  /** Anything but problem details, such as a proxy's page, tells only its status. */
  private static JsonNode problem(Response response) {
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
        .put("title", "token-service refused this")
        .put("status", response.getStatus());
  }

  public int status() {
    return status;
  }

  public boolean isNotFound() {
    return status == 404;
  }

  /** RFC 9457, as token-service sent it. */
  public JsonNode problem() {
    return problem;
  }

  String retryAfter() {
    return retryAfter;
  }
}

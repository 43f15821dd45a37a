package dev.mailbridge.configservice.sender;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** smtp-sender refused a request, or can't be reached; the message says what to do. */
public final class SenderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private SenderException(String message, Throwable cause) {
    super(message, cause);
  }

  static SenderException refusal(Response response) {
    String detail = "";
    try {
      byte[] body = response.readEntity(String.class).getBytes(StandardCharsets.UTF_8);
      detail = ContractJson.read(body, JsonNode.class).path("detail").asText("");
    } catch (UncheckedIOException | IllegalStateException e) {
      // Not JSON: its status has to do.
    }
    return new SenderException(
        detail.isEmpty() ? "smtp-sender answered " + response.getStatus() + "." : detail, null);
  }

  static SenderException unreachable(Throwable cause) {
    return new SenderException(
        "smtp-sender doesn't answer. Check that it runs and that mail-bridge.smtp-sender.url is"
            + " right; what it has taken is sent meanwhile.",
        cause);
  }
}

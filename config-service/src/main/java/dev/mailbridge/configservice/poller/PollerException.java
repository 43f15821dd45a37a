package dev.mailbridge.configservice.poller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** imap-poller refused a request, or can't be reached; the message says what to do. */
public final class PollerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private PollerException(String message, Throwable cause) {
    super(message, cause);
  }

  static PollerException refusal(Response response) {
    String detail = "";
    try {
      byte[] body = response.readEntity(String.class).getBytes(StandardCharsets.UTF_8);
      detail = ContractJson.read(body, JsonNode.class).path("detail").asText("");
    } catch (UncheckedIOException | IllegalStateException e) {
      // Not JSON: its status has to do.
    }
    return new PollerException(
        detail.isEmpty() ? "imap-poller answered " + response.getStatus() + "." : detail, null);
  }

  static PollerException unreachable(Throwable cause) {
    return new PollerException(
        "imap-poller doesn't answer. Check that it runs and that mail-bridge.imap-poller.url is"
            + " right; nothing is lost meanwhile.",
        cause);
  }
}

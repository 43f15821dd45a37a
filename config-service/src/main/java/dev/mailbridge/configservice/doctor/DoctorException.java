package dev.mailbridge.configservice.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A service refused to try something, or can't be reached; the message says what to do. */
public final class DoctorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DoctorException(String message, Throwable cause) {
    super(message, cause);
  }

  static DoctorException refusal(String service, Response response) {
    String detail = "";
    try {
      byte[] body = response.readEntity(String.class).getBytes(StandardCharsets.UTF_8);
      detail = ContractJson.read(body, JsonNode.class).path("detail").asText("");
    } catch (UncheckedIOException | IllegalStateException e) {
      // Not JSON: its status has to do.
    }
    return new DoctorException(
        detail.isEmpty() ? service + " answered " + response.getStatus() + "." : detail, null);
  }

  static DoctorException unreachable(String service, Throwable cause) {
    return new DoctorException(
        "%s doesn't answer. Check that it runs and that mail-bridge.%s.url is right."
            .formatted(service, service),
        cause);
  }
}

package dev.mailbridge.tokenservice.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An error answer (RFC 6749 section 5.2 with Entra's members). The description is left out on
 * purpose: its text is no contract, and some providers put input into it.
 *
 * @param error empty when the body could not be read
 * @param suberror null when absent
 * @param codes Entra's AADSTS numbers
 * @param traceId Entra's, null elsewhere
 * @param retryAfter null when not given
 */
public record ProviderError(
    int status,
    String error,
    String suberror,
    List<Integer> codes,
    String traceId,
    Duration retryAfter) {
  public ProviderError {
    codes = List.copyOf(codes);
  }

  static ProviderError read(int status, String body, String retryAfter) {
    JsonNode json = parse(body);
    List<Integer> codes = new ArrayList<>();
    json.path("error_codes").forEach(code -> codes.add(code.asInt()));
    return new ProviderError(
        status,
        json.path("error").asText(""),
        json.path("suberror").textValue(),
        codes,
        json.path("trace_id").textValue(),
        seconds(retryAfter));
  }

  private static JsonNode parse(String body) {
    try {
      return ContractJson.mapper().readTree(body);
    } catch (IOException e) {
      return ContractJson.mapper().createObjectNode();
    }
  }

  /** The form with a date is not used by identity providers; it counts as not given. */
  private static Duration seconds(String retryAfter) {
    return retryAfter != null && retryAfter.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(retryAfter))
        : null;
  }
}

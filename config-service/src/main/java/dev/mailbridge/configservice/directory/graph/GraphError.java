package dev.mailbridge.configservice.directory.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;

/**
 * What Graph said instead of an answer.
 *
 * @param status 0 when there was no answer at all
 * @param code Graph's, such as {@code Authorization_RequestDenied}
 * @param traceId Microsoft's request id
 */
record GraphError(int status, String code, String traceId) {
  private static final int LONGEST = 64 * 1024;

  static GraphError of(HttpResponse<?> response, InputStream body) throws IOException {
    String traceId = response.headers().firstValue("request-id").orElse(null);
    byte[] octets = body.readNBytes(LONGEST);
    String code = "";
    try {
      JsonNode error = ContractJson.mapper().readTree(octets).path("error");
      code = error.path("code").asText("");
      if (traceId == null) {
        traceId = error.path("innerError").path("request-id").asText(null);
      }
    } catch (IOException e) {
      // Not Graph's JSON: the status tells enough.
    }
    return new GraphError(response.statusCode(), code, traceId);
  }

  String words() {
    if (status == 0) {
      return code;
    }
    return code.isEmpty() ? "status " + status : "status %d, %s".formatted(status, code);
  }
}

package dev.mailbridge.simulator.entra;

import dev.mailbridge.simulator.http.Answer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The token endpoint's error body. */
final class ErrorBody {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private ErrorBody() {}

  static Answer of(EntraException error, Clock clock, String baseUrl) {
    String trace = UUID.randomUUID().toString();
    String correlation = UUID.randomUUID().toString();
    String timestamp = TIMESTAMP.format(clock.instant());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", error.kind().error());
    body.put(
        "error_description",
        error.getMessage()
            + " Trace ID: "
            + trace
            + " Correlation ID: "
            + correlation
            + " Timestamp: "
            + timestamp);
    body.put("error_codes", List.of(error.code()));
    body.put("timestamp", timestamp);
    body.put("trace_id", trace);
    body.put("correlation_id", correlation);
    body.put("error_uri", baseUrl + "/error?code=" + error.code());
    if (error.kind().suberror() != null) {
      body.put("suberror", error.kind().suberror());
    }
    Answer answer =
        Answer.json(error.kind().status(), body)
            .with("Cache-Control", "no-store, no-cache")
            .with("Pragma", "no-cache");
    return error.kind().status() == 503 ? answer.with("Retry-After", "5") : answer;
  }
}

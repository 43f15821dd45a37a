package dev.mailbridge.imappoller.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import java.time.Duration;

/** What an answer of Graph that isn't 2xx means. The code is the contract, the text a hint. */
final class GraphFailures {
  private GraphFailures() {}

  /**
   * @param error the answer's {@code error} object
   * @param retryAfter null when Graph asks for nothing
   */
  static SourceException refused(String what, int status, JsonNode error, Duration retryAfter) {
    String detail =
        "%s was answered: %d %s %s"
            .formatted(
                what, status, error.path("code").asText(""), error.path("message").asText(""))
            .strip();
    return new SourceException(failure(status, retryAfter), detail, retryAfter, null);
  }

  private static SourceFailure failure(int status, Duration retryAfter) {
    return switch (status) {
      case 401 -> SourceFailure.TOKEN_REFUSED;
      case 403, 404 -> SourceFailure.MAILBOX_NOT_CONNECTED;
      case 429 -> SourceFailure.THROTTLED;
      default -> retryAfter == null ? SourceFailure.SERVER_REFUSED : SourceFailure.THROTTLED;
    };
  }

  static SourceException lost(String during, Throwable cause) {
    return new SourceException(
        SourceFailure.CONNECTION_LOST,
        "Connection to Graph lost during %s: %s".formatted(during, text(cause)),
        cause);
  }

  private static String text(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}

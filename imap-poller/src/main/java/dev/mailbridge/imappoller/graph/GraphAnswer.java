package dev.mailbridge.imappoller.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.imappoller.source.SourceException;
import java.time.Duration;

/**
 * An answer of Graph.
 *
 * @param body an empty object when there was none
 * @param retryAfter null when it asks for nothing
 */
record GraphAnswer(int status, JsonNode body, Duration retryAfter) {
  boolean good() {
    return status / 100 == 2;
  }

  /**
   * @param what was asked for, for people
   * @throws SourceException unless it is good
   */
  JsonNode require(String what) {
    if (!good()) {
      throw refused(what);
    }
    return body;
  }

  SourceException refused(String what) {
    return GraphFailures.refused(what, status, body.path("error"), retryAfter);
  }
}

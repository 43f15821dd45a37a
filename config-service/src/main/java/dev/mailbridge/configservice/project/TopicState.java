package dev.mailbridge.configservice.project;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How a project's topics are. */
public enum TopicState {
  /** Not all made yet; it is tried again and again. */
  @JsonProperty("pending")
  PENDING,
  @JsonProperty("ready")
  READY,
  /**
   * Somebody deleted one. It is not made again by itself: what it held is lost, and a person should
   * know.
   */
  @JsonProperty("missing")
  MISSING;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static TopicState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}

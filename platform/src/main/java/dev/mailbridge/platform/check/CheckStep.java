package dev.mailbridge.platform.check;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One thing that was looked at.
 *
 * @param name what, in a few words
 * @param detail what was seen; never a secret
 * @param remedy what to do when it failed, else null
 * @param millis how long it took, in milliseconds
 */
public record CheckStep(String name, Outcome outcome, String detail, String remedy, long millis) {
  /** How a step ended. */
  public enum Outcome {
    /** As it should be. */
    @JsonProperty("passed")
    PASSED,
    /** It works, but somebody should look at it. */
    @JsonProperty("warned")
    WARNED,
    /** It doesn't work. */
    @JsonProperty("failed")
    FAILED,
    /** Not tried, as a step before it failed or it isn't set up. */
    @JsonProperty("skipped")
    SKIPPED
  }
}

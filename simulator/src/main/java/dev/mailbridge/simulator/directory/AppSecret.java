package dev.mailbridge.simulator.directory;

import java.time.Instant;

/** A client secret with its end date. */
public record AppSecret(
    String keyId, String displayName, String value, Instant start, Instant end) {

  public boolean validAt(Instant instant) {
    return instant.isBefore(end);
  }

  /** The first three characters, as Graph shows them. */
  public String hint() {
    return value.substring(0, Math.min(3, value.length()));
  }

  @Override
  public String toString() {
    return "AppSecret[" + keyId + ", " + hint() + "…, until " + end + "]";
  }
}

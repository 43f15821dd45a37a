package dev.mailbridge.configservice.directory.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a run lists. */
public enum RunKind {
  /** Everybody. */
  FULL,
  /** What changed since the last complete run. */
  DELTA;

  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static RunKind of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}

package dev.mailbridge.configservice.deadletter;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of a dead letter. */
public enum HeldState {
  HELD,
  RELEASED,
  DROPPED;

  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty for a code that there isn't. */
  public static Optional<HeldState> of(String code) {
    return Arrays.stream(values()).filter(state -> state.code().equals(code)).findFirst();
  }
}

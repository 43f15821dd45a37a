package dev.mailbridge.configservice.directory.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a run stands, or how it ended. */
public enum RunState {
  WAITING,
  LISTING,
  PUBLISHING,
  DONE,
  /** It would have disabled more people than is allowed without asking; nothing was changed. */
  BRAKED,
  FAILED,
  CANCELLED;

  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RunState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  public boolean open() {
    return this == WAITING || this == LISTING || this == PUBLISHING;
  }
}

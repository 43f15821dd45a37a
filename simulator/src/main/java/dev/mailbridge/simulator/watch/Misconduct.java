package dev.mailbridge.simulator.watch;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a client can do and shouldn't: it is answered, and counted. */
public enum Misconduct {
  /** A FETCH of more than 500 mails at once: no memory or throttle of either side bears it. */
  FETCH_OF_TOO_MANY,
  /** The content of a mail that is bigger than Exchange Online lets any mail be. */
  FETCH_OF_A_GIANT;

  @JsonValue
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package dev.mailbridge.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * What an outgoing mail is; replies go before notifications, and the last two are marked as
 * automatic.
 */
public enum OutgoingKind {
  /** A person's answer. */
  @JsonProperty("reply")
  REPLY,
  /** The project's own message, such as a change of state. */
  @JsonProperty("notification")
  NOTIFICATION,
  /** An automatic answer, such as an acknowledgement (RFC 3834). */
  @JsonProperty("auto-reply")
  AUTO_REPLY;

  /** The constant as it stands in JSON. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package dev.mailbridge.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How far an outgoing mail has come. */
public enum DeliveryState {
  /** Stored; it will be sent. */
  @JsonProperty("accepted")
  ACCEPTED,
  /** Refused for now; tried again at nextAttemptAt. */
  @JsonProperty("deferred")
  DEFERRED,
  /** Taken by the server for at least one recipient. */
  @JsonProperty("sent")
  SENT,
  /**
   * The server's answer was lost and it can't be told whether it took the mail: a person decides.
   */
  @JsonProperty("uncertain")
  UNCERTAIN,
  /** Kept until an administrator has mended the mailbox, see remedy. */
  @JsonProperty("paused")
  PAUSED,
  /** Not acceptable as it stands: nothing was sent. */
  @JsonProperty("refused")
  REFUSED,
  /** Given up, see smtpReply and remedy. */
  @JsonProperty("failed")
  FAILED,
  /** Sent, then returned by a later server. */
  @JsonProperty("bounced")
  BOUNCED,
  /** Withdrawn before it was sent. */
  @JsonProperty("cancelled")
  CANCELLED;

  /** The constant as it stands in JSON. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

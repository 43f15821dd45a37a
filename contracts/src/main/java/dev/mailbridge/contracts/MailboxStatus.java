package dev.mailbridge.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;

/**
 * How one side of a mailbox is, on {@code mail.status} (type {@value #TYPE}, key {@code
 * mailbox/facet}).
 *
 * @param facet {@code incoming}, {@code outgoing}, {@code token} or {@code directory}
 * @param code a stable code of what is wrong, null when all is well
 * @param remedy what to do next, in plain words
 * @param lastSignOfLife when the other side last answered
 * @param figures such as {@code backlog} or {@code lag_seconds}
 */
public record MailboxStatus(
    MailboxId mailboxId,
    String facet,
    State state,
    String code,
    String detail,
    String remedy,
    String service,
    Instant since,
    Instant lastSignOfLife,
    Instant at,
    Map<String, Double> figures) {
  public static final String TYPE = "dev.mailbridge.mailbox-status.v1";

  public MailboxStatus {
    figures = figures == null ? Map.of() : Map.copyOf(figures);
  }

  public enum State {
    @JsonProperty("connecting")
    CONNECTING,
    @JsonProperty("connected")
    CONNECTED,
    @JsonProperty("sign-in-needed")
    SIGN_IN_NEEDED,
    @JsonProperty("throttled")
    THROTTLED,
    /** Works, but something needs care soon, such as a secret that expires. */
    @JsonProperty("warning")
    WARNING,
    @JsonProperty("failing")
    FAILING,
    @JsonProperty("paused")
    PAUSED,
    @JsonProperty("disabled")
    DISABLED
  }
}

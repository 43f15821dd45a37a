package dev.mailbridge.configservice.deadletter;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mailbridge.contracts.DeadLetter;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A dead letter and what became of it.
 *
 * @param number its short name here
 * @param settledBy who released or dropped it
 */
@Schema(description = "A dead letter and what became of it")
public record HeldLetter(
    long number,
    @JsonUnwrapped DeadLetter letter,
    HeldState state,
    Instant settledAt,
    String settledBy) {
  private static final String QUARANTINED = "QUARANTINED";

  /** Whether a rule held the mail back: only then does releasing it make sense. */
  @JsonProperty
  public boolean releasable() {
    return state == HeldState.HELD
        && QUARANTINED.equals(letter.reason())
        && letter.mailboxId() != null
        && letter.rawContent() != null;
  }

  /** Whether what it is about can be looked at. */
  @JsonProperty
  public boolean hasRaw() {
    return letter.rawContent() != null || OriginalRecords.Place.of(letter.source()).isPresent();
  }

  public boolean held() {
    return state == HeldState.HELD;
  }

  /** A mail, rather than a record that somebody wrote to a topic. */
  public boolean mail() {
    return letter.rawContent() != null;
  }
}

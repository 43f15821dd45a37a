package dev.mailbridge.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Names one outgoing mail and is its idempotency key: an id is never sent twice. */
public record OutgoingId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7E]{1,128}");

  /**
   * @throws IllegalArgumentException when the value isn't 1 to 128 printable ASCII characters
   *     without spaces
   */
  public OutgoingId {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "OutgoingId must be 1 to 128 printable ASCII characters without spaces");
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static OutgoingId of(String value) {
    return new OutgoingId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}

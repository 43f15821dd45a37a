package dev.mailbridge.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Names one mailbox: one integration of a mail account with a project. */
public record MailboxId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /**
   * @throws IllegalArgumentException when the value isn't 1 to 64 letters, digits, dots,
   *     underscores or hyphens
   */
  public MailboxId {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "MailboxId must be 1 to 64 letters, digits, dots, underscores or hyphens");
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static MailboxId of(String value) {
    return new MailboxId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}

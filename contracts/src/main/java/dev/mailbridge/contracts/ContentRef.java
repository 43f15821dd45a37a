package dev.mailbridge.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Where a raw mail or an attachment lies in the content store. Opaque to everyone but the store; a
 * project downloads it at imap-poller ({@code GET /api/v1/content/{ref}}).
 */
public record ContentRef(@JsonValue String value) {
  /**
   * @throws IllegalArgumentException when the value is empty or longer than 255 characters
   */
  public ContentRef {
    if (value == null || value.isBlank() || value.length() > 255) {
      throw new IllegalArgumentException("a content reference has 1 to 255 characters");
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static ContentRef of(String value) {
    return new ContentRef(value);
  }

  @Override
  public String toString() {
    return value;
  }
}

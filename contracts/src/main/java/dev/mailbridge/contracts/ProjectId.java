package dev.mailbridge.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Names a place that takes mail, such as {@code helpdesk}; it ends the names of its topics. */
public record ProjectId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,47}");

  /**
   * @throws IllegalArgumentException when the value isn't 1 to 48 lower-case letters, digits or
   *     hyphens
   */
  public ProjectId {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "ProjectId must be 1 to 48 lower-case letters, digits or hyphens");
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static ProjectId of(String value) {
    return new ProjectId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}

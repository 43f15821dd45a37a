package dev.mailbridge.configservice.directory.rules;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.re2j.Pattern;

/**
 * Compares one attribute. One that isn't set equals the empty text.
 *
 * @param attribute Graph's name, such as {@code companyName} or {@code extensionAttribute4}
 * @param operator case doesn't matter for {@code equals}
 * @param value the text, or an RE2 expression that must be found in it
 * @param negate the condition holds when the comparison doesn't
 */
public record AttributeCondition(
    String attribute, Operator operator, String value, boolean negate) {
  public enum Operator {
    @JsonProperty("equals")
    EQUALS,
    @JsonProperty("matches")
    MATCHES
  }

  public AttributeCondition {
    value = value == null ? "" : value;
  }

  /** Ready to be asked often: RE2/J needs time in proportion to the text, whatever the pattern. */
  Compiled compile() {
    return new Compiled(this, operator == Operator.MATCHES ? Pattern.compile(value) : null);
  }

  record Compiled(AttributeCondition condition, Pattern pattern) {
    boolean holds(UserAttributes user) {
      boolean held =
          user.values(condition.attribute()).stream()
              .anyMatch(
                  text ->
                      pattern == null
                          ? text.equalsIgnoreCase(condition.value())
                          : pattern.matcher(text).find());
      return held != condition.negate();
    }
  }
}

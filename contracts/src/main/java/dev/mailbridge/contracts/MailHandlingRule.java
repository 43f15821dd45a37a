package dev.mailbridge.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One rule of Mail Handling. Rules run in order, once per mail.
 *
 * @param match which of the conditions must hold; a rule without conditions always holds
 */
public record MailHandlingRule(
    String name, boolean enabled, Match match, List<Condition> conditions, List<Action> actions) {
  public MailHandlingRule {
    conditions = IncomingMail.copy(conditions);
    actions = IncomingMail.copy(actions);
  }

  public enum Match {
    @JsonProperty("all")
    ALL,
    @JsonProperty("any")
    ANY,
    @JsonProperty("none")
    NONE
  }

  /**
   * @param field what is looked at, such as {@code sender}, {@code domain}, {@code recipient},
   *     {@code subject}, {@code body}, {@code header}, {@code attachment-name}, {@code
   *     attachment-type}, {@code attachment-size}, {@code kind}, {@code authentication}, {@code
   *     known-user}
   * @param argument the header's name for {@code header}, else null
   * @param operator {@code equals}, {@code contains}, {@code starts}, {@code ends}, {@code
   *     matches}, {@code greater}, {@code less}
   * @param negate the condition holds when the comparison doesn't
   */
  public record Condition(
      String field, String argument, String operator, String value, boolean negate) {}

  /**
   * @param type {@code route}, {@code set-field}, {@code tag}, {@code acknowledge}, {@code ignore},
   *     {@code quarantine}, {@code move}, {@code mark}, {@code delete}, {@code stop}
   * @param argument the project, the field's name, the tag, the template or the folder
   * @param value the field's value, else null
   */
  public record Action(String type, String argument, String value) {}
}

package dev.mailbridge.mailrules;

import com.google.re2j.PatternSyntaxException;
import dev.mailbridge.contracts.MailHandlingRule;
import dev.mailbridge.contracts.MailHandlingRule.Action;
import dev.mailbridge.contracts.MailHandlingRule.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says everything that is wrong with a rule before it is saved. */
final class RuleValidation {
  private static final Set<String> METHODS = Set.of("spf", "dkim", "dmarc");
  private static final int LONGEST_VALUE = 4_000;

  private RuleValidation() {}

  static List<RuleProblem> problems(MailHandlingRule rule) {
    List<RuleProblem> problems = new ArrayList<>();
    if (isBlank(rule.name())) {
      problems.add(new RuleProblem("/name", "Give the rule a name."));
    }
    if (rule.actions().isEmpty()) {
      problems.add(new RuleProblem("/actions", "Add what the rule does."));
    }
    for (int i = 0; i < rule.conditions().size(); i++) {
      problems.addAll(problems(rule.conditions().get(i), "/conditions/" + i));
    }
    for (int i = 0; i < rule.actions().size(); i++) {
      problem(rule.actions().get(i), "/actions/" + i).ifPresent(problems::add);
    }
    return problems;
  }

  static List<RuleProblem> problems(Condition condition, String pointer) {
    List<RuleProblem> problems = new ArrayList<>();
    Optional<Field> field = Field.of(condition.field());
    Optional<Operator> operator = Operator.of(condition.operator());
    if (field.isEmpty()) {
      problems.add(new RuleProblem(pointer + "/field", "Choose one of " + Field.codes() + "."));
    }
    if (operator.isEmpty()) {
      problems.add(
          new RuleProblem(pointer + "/operator", "Choose one of " + Operator.codes() + "."));
    }
    if (isBlank(condition.value())) {
      problems.add(new RuleProblem(pointer + "/value", "Enter what to compare with."));
    } else if (condition.value().length() > LONGEST_VALUE) {
      problems.add(
          new RuleProblem(pointer + "/value", "Use at most " + LONGEST_VALUE + " characters."));
    } else if (field.isPresent() && operator.isPresent()) {
      value(field.get(), operator.get(), condition.value())
          .ifPresent(detail -> problems.add(new RuleProblem(pointer + "/value", detail)));
    }
    field
        .flatMap(known -> argument(known, condition.argument()))
        .ifPresent(detail -> problems.add(new RuleProblem(pointer + "/argument", detail)));
    if (field.isPresent()
        && operator.isPresent()
        && (field.get().type() == Field.Type.NUMBER) != isForNumbers(operator.get())
        && operator.get() != Operator.EQUALS) {
      problems.add(
          new RuleProblem(
              pointer + "/operator",
              field.get().type() == Field.Type.NUMBER
                  ? "Compare a size with greater, less or equals."
                  : "greater and less are for sizes."));
    }
    return problems;
  }

  private static boolean isForNumbers(Operator operator) {
    return operator.isNumeric();
  }

  private static Optional<String> value(Field field, Operator operator, String value) {
    if (operator == Operator.MATCHES) {
      try {
        CompiledCondition.pattern(value);
      } catch (PatternSyntaxException e) {
        return Optional.of("This is no regular expression (RE2): " + e.getDescription() + ".");
      }
    }
    if (operator == Operator.IN && CompiledCondition.list(value).isEmpty()) {
      return Optional.of("Enter values separated by commas.");
    }
    if (field.type() == Field.Type.NUMBER || operator.isNumeric()) {
      String digits = value.strip();
      if (digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Optional.of("Enter a size in octets, digits only.");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> argument(Field field, String argument) {
    return switch (field) {
      case HEADER -> isBlank(argument) ? Optional.of("Name the header.") : Optional.empty();
      case AUTHENTICATION ->
          argument == null || !METHODS.contains(argument)
              ? Optional.of("Choose one of spf, dkim, dmarc.")
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<RuleProblem> problem(Action action, String pointer) {
    Optional<ActionType> type = ActionType.of(action.type());
    if (type.isEmpty()) {
      return Optional.of(
          new RuleProblem(pointer + "/type", "Choose one of " + ActionType.codes() + "."));
    }
    String argument = type.get().argument();
    if (argument != null && isBlank(action.argument())) {
      return Optional.of(new RuleProblem(pointer + "/argument", "Enter " + argument + "."));
    }
    return Optional.empty();
  }

  private static boolean isBlank(String value) {
    return value == null || value.isBlank();
  }
}

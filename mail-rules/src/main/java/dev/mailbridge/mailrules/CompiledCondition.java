package dev.mailbridge.mailrules;

import com.google.re2j.Pattern;
import dev.mailbridge.contracts.MailHandlingRule.Condition;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/** A condition made ready: its value folded, its expression compiled. */
final class CompiledCondition {
  private static final int SEEN = 3;
  private static final int SEEN_LENGTH = 200;

  private final Condition condition;
  private final Field field;
  private final Predicate<String> comparison;

  private CompiledCondition(Condition condition, Field field, Predicate<String> comparison) {
    this.condition = condition;
    this.field = field;
    this.comparison = comparison;
  }

  /**
   * @throws IllegalArgumentException when the condition isn't valid
   */
  static CompiledCondition of(Condition condition) {
    List<RuleProblem> problems = RuleValidation.problems(condition, "");
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.getFirst().detail());
    }
    Field field = Field.of(condition.field()).orElseThrow();
    Operator operator = Operator.of(condition.operator()).orElseThrow();
    return new CompiledCondition(condition, field, comparison(field, operator, condition.value()));
  }

  RuleOutcome.ConditionTrace evaluate(RuleFacts facts) {
    List<String> values = field.values(facts, condition.argument());
    boolean holds = values.stream().anyMatch(comparison);
    return new RuleOutcome.ConditionTrace(
        condition,
        holds != condition.negate(),
        values.stream().limit(SEEN).map(CompiledCondition::shorten).toList());
  }

  private static String shorten(String value) {
    return value.length() <= SEEN_LENGTH ? value : value.substring(0, SEEN_LENGTH) + "…";
  }

  private static Predicate<String> comparison(Field field, Operator operator, String value) {
    String wanted = fold(field, value);
    return switch (operator) {
      case EQUALS -> seen -> fold(field, seen).equals(wanted);
      case CONTAINS -> seen -> fold(field, seen).contains(wanted);
      case STARTS -> seen -> fold(field, seen).startsWith(wanted);
      case ENDS -> seen -> fold(field, seen).endsWith(wanted);
      case IN -> {
        List<String> list = list(value).stream().map(one -> fold(field, one)).toList();
        yield seen -> list.contains(fold(field, seen));
      }
      case MATCHES -> {
        Pattern pattern = pattern(value);
        yield seen -> pattern.matcher(seen).find();
      }
      case GREATER -> {
        long limit = Long.parseLong(value.strip());
        yield seen -> Long.parseLong(seen) > limit;
      }
      case LESS -> {
        long limit = Long.parseLong(value.strip());
        yield seen -> Long.parseLong(seen) < limit;
      }
    };
  }

  /** Separated by commas or line ends. */
  static List<String> list(String value) {
    return Arrays.stream(value.split("[,\\n]", -1))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toList();
  }

  /**
   * RE2 takes time linear in the text, whatever the expression.
   *
   * @throws PatternSyntaxException when it isn't one
   */
  static Pattern pattern(String expression) {
    return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
  }

  private static String fold(Field field, String value) {
    return switch (field.type()) {
      case ADDRESS -> ComparableText.address(value);
      case DOMAIN -> ComparableText.domain(value);
      case TEXT, WORD, NUMBER -> ComparableText.text(value);
    };
  }
}

package dev.mailbridge.configservice.directory.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.mailbridge.platform.problem.Problem.FieldError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What Import Rules must hold. */
public final class RulesValidator {
  private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
  private static final String DOMAIN = "(\\*\\.)?[A-Za-z0-9.-]+\\.[A-Za-z0-9-]+";
  private static final String ATTRIBUTE = "[A-Za-z][A-Za-z0-9_]{0,127}";
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  // A directory's delta link lives for seven days.
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int LONGEST_PATTERN = 500;

  private final List<FieldError> errors = new ArrayList<>();

  private RulesValidator() {}

  /** Pointers are those of the rules' JSON. */
  public static List<FieldError> problems(ImportRules rules) {
    RulesValidator validator = new RulesValidator();
    validator.check(rules);
    return List.copyOf(validator.errors);
  }

  private void check(ImportRules rules) {
    groups("/groups", rules.groups());
    groups("/vipGroups", rules.vipGroups());
    for (String domain : rules.domains()) {
      check(
          domain.matches(DOMAIN),
          "/domains",
          "Enter a domain such as contoso.com or *.contoso.com instead of " + domain + ".");
    }
    conditions("/conditions", rules.conditions());
    conditions("/vipConditions", rules.vipConditions());
    rules.mapping().forEach(this::mapping);
    check(
        rules.brakePercent() >= 0 && rules.brakePercent() <= 100,
        "/brakePercent",
        "Enter a share between 0 and 100 per cent.");
    if (rules.every() != null) {
      check(
          rules.every().compareTo(SHORTEST) >= 0 && rules.every().compareTo(LONGEST) < 0,
          "/every",
          "Enter a time between a minute and seven days, such as PT1H.");
    }
    check(
        rules.fullEvery().compareTo(Duration.ofHours(1)) >= 0
            && rules.fullEvery().compareTo(Duration.ofDays(31)) <= 0,
        "/fullEvery",
        "Enter a time between an hour and 31 days, such as P7D.");
  }

  private void groups(String pointer, List<String> groups) {
    check(groups.size() <= 50, pointer, "Name at most 50 groups; nest the others in one.");
    for (String group : groups) {
      check(
          group.matches(GUID),
          pointer,
          "Enter the group's Object ID from its Overview page in Entra instead of " + group + ".");
    }
  }

  private void conditions(String pointer, List<AttributeCondition> conditions) {
    for (int i = 0; i < conditions.size(); i++) {
      AttributeCondition condition = conditions.get(i);
      String at = pointer + "/" + i;
      check(
          condition.attribute() != null && condition.attribute().matches(ATTRIBUTE),
          at + "/attribute",
          "Enter the attribute as Graph names it, such as companyName or extensionAttribute4.");
      check(condition.operator() != null, at + "/operator", "Choose equals or matches.");
      if (condition.operator() == AttributeCondition.Operator.MATCHES) {
        pattern(at + "/value", condition.value());
      }
    }
  }

  private void pattern(String pointer, String value) {
    check(
        !value.isEmpty() && value.length() <= LONGEST_PATTERN,
        pointer,
        "Enter a regular expression of 1 to 500 characters.");
    try {
      Pattern.compile(value);
    } catch (PatternSyntaxException e) {
      check(false, pointer, "This is no regular expression (RE2): " + e.getDescription() + ".");
    }
  }

  private void mapping(String field, List<String> attributes) {
    String pointer = "/mapping/" + field;
    check(
        field.matches(ATTRIBUTE),
        "/mapping",
        "Enter a field's name of letters and digits, such as costCentre, instead of " + field);
    check(
        !attributes.isEmpty() && attributes.stream().allMatch(name -> name.matches(ATTRIBUTE)),
        pointer,
        "Enter attributes as Graph names them, such as extensionAttribute4, employeeId.");
  }

  private void check(boolean good, String pointer, String advice) {
    if (!good) {
      errors.add(new FieldError(pointer, advice));
    }
  }
}

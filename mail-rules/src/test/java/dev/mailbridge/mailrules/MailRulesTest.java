package dev.mailbridge.mailrules;

import static dev.mailbridge.mailrules.RuleBuilder.facts;
import static dev.mailbridge.mailrules.RuleBuilder.header;
import static dev.mailbridge.mailrules.RuleBuilder.holds;
import static dev.mailbridge.mailrules.RuleBuilder.not;
import static dev.mailbridge.mailrules.RuleBuilder.rule;
import static dev.mailbridge.mailrules.RuleBuilder.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailHandlingRule;
import dev.mailbridge.contracts.MailHandlingRule.Action;
import dev.mailbridge.contracts.MailHandlingRule.Condition;
import dev.mailbridge.contracts.MailHandlingRule.Match;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailRulesTest {

  @Test
  void shouldGiveTheResultsOfCase19WhenItsRulesRun() {
    // Given case 19's rules R1 to R9 in this suite's words
    // When and Then
    assertThat(
            holds(
                Match.ALL,
                when("body", "contains", "absent phrase"),
                not("sender", "equals", "nobody@test.example"),
                when("to", "equals", "second-line@example.com")))
        .as("R1")
        .isFalse();
    assertThat(holds(Match.ALL, when("recipient-domain", "equals", "example.com")))
        .as("R2")
        .isTrue();
    assertThat(holds(Match.ALL, when("recipient", "equals", "team@example.com"))).as("R3").isTrue();
    assertThat(holds(Match.ALL, when("sender", "contains", "sales@evil.example")))
        .as("R4")
        .isFalse();
    assertThat(holds(Match.ALL, when("subject", "contains", "[success]"))).as("R5").isTrue();
    assertThat(holds(Match.ALL, when("subject", "contains", "STÖRUNG"))).as("R6").isTrue();
    assertThat(holds(Match.ALL, when("sender", "matches", "^test@test\\.example$")))
        .as("R7")
        .isTrue();
    assertThat(
            holds(
                Match.ANY,
                not("sender", "equals", "a@x.example"),
                not("sender", "equals", "test@test.example")))
        .as("R8")
        .isTrue();
    assertThat(holds(Match.ALL, not("sender", "in", "a@x.example, test@test.example")))
        .as("R9")
        .isFalse();
  }

  @Test
  void shouldAnswerAtOnceWhenAnExpressionWouldBacktrackForEver() {
    // Given case 19's R10
    RuleFacts facts = facts("a".repeat(5_000) + "!");
    long start = System.nanoTime();

    // When
    boolean held = holds(facts, Match.ALL, when("subject", "matches", "(a+)+$"));

    // Then
    assertThat(held).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void shouldRefuseARuleWhenItsValueIsEmpty() {
    // Given case 19's R11
    MailHandlingRule rule = rule("R11", Match.ALL, when("to", "equals", ""));

    // When
    List<RuleProblem> problems = MailRules.validate(rule);

    // Then
    assertThat(problems)
        .containsExactly(new RuleProblem("/conditions/0/value", "Enter what to compare with."));
  }

  @Test
  void shouldApplyOnlyTheMoveWhenAnEarlierRuleStops() {
    // Given case 19's order: R3 moves and stops, R2 comes after it
    MailHandlingRule first =
        rule(
            "R3",
            Match.ALL,
            List.of(new Action("move", "Team", null), new Action("stop", null, null)),
            when("recipient", "equals", "team@example.com"));
    MailHandlingRule second =
        rule("R2", Match.ALL, when("recipient-domain", "equals", "example.com"));

    // When
    RuleOutcome outcome = MailRules.evaluate(List.of(first, second), facts("x"));

    // Then
    assertThat(outcome.actions())
        .containsExactly(new RuleOutcome.AppliedAction("R3", new Action("move", "Team", null)));
    assertThat(outcome.stopped()).isTrue();
    assertThat(outcome.trace())
        .extracting(RuleOutcome.RuleTrace::matched)
        .containsExactly(true, null);
    assertThat(outcome.trace().getLast().reason()).isEqualTo("“R3” stopped the rules");
  }

  @Test
  void shouldSayWhyWhenARuleDoesNotMatch() {
    // Given
    MailHandlingRule rule =
        rule("vip", Match.ALL, when("subject", "starts", "stör"), when("body", "equals", "bye"));

    // When
    RuleOutcome outcome = MailRules.evaluate(List.of(rule), facts("Störung"));

    // Then
    RuleOutcome.RuleTrace trace = outcome.trace().getFirst();
    assertThat(trace.matched()).isFalse();
    assertThat(trace.reason()).isEqualTo("1 of 2 conditions hold, wanted: all");
    assertThat(trace.conditions())
        .extracting(RuleOutcome.ConditionTrace::held)
        .containsExactly(true, false);
    assertThat(trace.conditions().getLast().seen()).containsExactly("hello");
  }

  @Test
  void shouldGoOnWhenARuleIsBroken() {
    // Given
    MailHandlingRule broken = rule("broken", Match.ALL, when("subject", "matches", "("));
    MailHandlingRule good = rule("good", Match.ALL);

    // When
    RuleOutcome outcome = MailRules.evaluate(List.of(broken, good), facts("x"));

    // Then
    assertThat(outcome.actions())
        .extracting(RuleOutcome.AppliedAction::rule)
        .containsExactly("good");
    assertThat(outcome.trace().getFirst().reason()).startsWith("not valid: /conditions/0/value");
  }

  @Test
  void shouldSkipARuleWhenItIsSwitchedOff() {
    // Given
    MailHandlingRule off =
        new MailHandlingRule(
            "off", false, Match.ALL, List.of(), List.of(new Action("delete", null, null)));

    // When
    RuleOutcome outcome = MailRules.evaluate(List.of(off), facts("x"));

    // Then
    assertThat(outcome.actions()).isEmpty();
    assertThat(outcome.trace().getFirst().reason()).isEqualTo("switched off");
  }

  @ParameterizedTest
  @CsvSource({
    "sender-name, equals, SALES@evil.example, true",
    "domain, equals, test.example, true",
    "domain, ends, .example, true",
    "to, contains, second-line, true",
    "cc, equals, other@EXAMPLE.com, true",
    "cc, equals, second-line@example.com, false",
    "attachment-name, ends, .PDF, true",
    "attachment-type, equals, application/zip, true",
    "attachment-type, equals, image/png, false",
    "attachment-size, greater, 4000000, true",
    "attachment-size, greater, 6000000, false",
    "attachment-size, less, 101, true",
    "size, greater, 5000000, true",
    "kind, equals, mail, true",
    "kind, in, 'bounce,auto-reply', false",
    "known-user, equals, true, true",
    "folder, equals, inbox, true",
    "body, matches, ^HEL+o$, true"
  })
  void shouldCompareEachFieldWhenAConditionNamesIt(
      String field, String operator, String value, boolean expected) {
    assertThat(holds(Match.ALL, when(field, operator, value))).isEqualTo(expected);
  }

  @Test
  void shouldCompareHeadersAndAuthenticationWhenArgumentsNameThem() {
    assertThat(holds(Match.ALL, header("x-priority", "equals", "1"))).isTrue();
    assertThat(holds(Match.ALL, header("X-Absent", "contains", "1"))).isFalse();
    assertThat(holds(Match.ALL, new Condition("authentication", "spf", "equals", "pass", false)))
        .isTrue();
    assertThat(holds(Match.ALL, new Condition("authentication", "dkim", "equals", "pass", false)))
        .isFalse();
    assertThat(holds(Match.ALL, new Condition("authentication", "dmarc", "equals", "none", false)))
        .isTrue();
  }

  @Test
  void shouldHoldWhenNoneOfTheConditionsDo() {
    assertThat(holds(Match.NONE, when("subject", "contains", "x1"), when("body", "equals", "y")))
        .isTrue();
    assertThat(holds(Match.NONE, when("subject", "contains", "job"), when("body", "equals", "y")))
        .isFalse();
  }

  @Test
  void shouldTakeBothFormsOfADomainAsOneWhenItIsInternational() {
    // Given
    RuleFacts facts =
        new RuleFacts(
            List.of(MailAddress.of("you@bücher.example")),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            0);

    // When and Then
    assertThat(holds(facts, Match.ALL, when("sender", "equals", "YOU@xn--bcher-kva.example")))
        .isTrue();
    assertThat(holds(facts, Match.ALL, when("domain", "equals", "BÜCHER.example"))).isTrue();
    assertThat(ComparableText.domain("faß.example")).isEqualTo("xn--fa-hia.example");
  }

  @Test
  void shouldNameEveryProblemWhenARuleIsWrong() {
    // Given
    MailHandlingRule rule =
        new MailHandlingRule(
            " ",
            true,
            Match.ALL,
            List.of(
                new Condition("colour", null, "is", "red", false),
                new Condition("header", null, "equals", "x", false),
                new Condition("authentication", "arc", "equals", "pass", false),
                new Condition("size", null, "greater", "big", false),
                new Condition("subject", null, "less", "5", false),
                new Condition("subject", null, "matches", "[", false)),
            List.of(new Action("dance", null, null), new Action("move", "", null)));

    // When
    List<RuleProblem> problems = MailRules.validate(rule);

    // Then
    assertThat(problems)
        .extracting(RuleProblem::pointer)
        .containsExactly(
            "/name",
            "/conditions/0/field",
            "/conditions/0/operator",
            "/conditions/1/argument",
            "/conditions/2/argument",
            "/conditions/3/value",
            "/conditions/4/operator",
            "/conditions/5/value",
            "/actions/0/type",
            "/actions/1/argument");
  }
}

package dev.mailbridge.mailrules;

import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailHandlingRule;
import dev.mailbridge.contracts.MailHandlingRule.Action;
import dev.mailbridge.contracts.MailHandlingRule.Condition;
import dev.mailbridge.contracts.MailHandlingRule.Match;
import dev.mailbridge.contracts.MailKind;
import java.util.List;

/** Rules and facts in few words. */
final class RuleBuilder {
  private RuleBuilder() {}

  static MailHandlingRule rule(String name, Match match, Condition... conditions) {
    return rule(name, match, List.of(new Action("tag", name, null)), conditions);
  }

  static MailHandlingRule rule(
      String name, Match match, List<Action> actions, Condition... conditions) {
    return new MailHandlingRule(name, true, match, List.of(conditions), actions);
  }

  static Condition when(String field, String operator, String value) {
    return new Condition(field, null, operator, value, false);
  }

  static Condition not(String field, String operator, String value) {
    return new Condition(field, null, operator, value, true);
  }

  static Condition header(String name, String operator, String value) {
    return new Condition("header", name, operator, value, false);
  }

  /** The facts of the mail of case 19. */
  static RuleFacts facts(String subject) {
    return new RuleFacts(
        List.of(MailAddress.of("sales@evil.example", "test@test.example")),
        null,
        List.of(MailAddress.of("Second Line", "second-line@example.com")),
        List.of(MailAddress.of("Team", "TEAM@Example.COM"), MailAddress.of("other@example.com")),
        List.of(),
        subject,
        "hello",
        List.of(new IncomingMail.Header("X-Priority", "1"), new IncomingMail.Header("X-Tag", "b")),
        List.of(
            new RuleFacts.Attachment("a.pdf", "application/pdf", 100),
            new RuleFacts.Attachment("big.zip", "application/zip", 5_000_000)),
        MailKind.MAIL,
        new IncomingMail.Authentication("mx.example.com", "pass", "fail", null),
        true,
        "INBOX",
        5_100_000);
  }

  static boolean holds(Match match, Condition... conditions) {
    return holds(facts("Störung [Success] job 17"), match, conditions);
  }

  static boolean holds(RuleFacts facts, Match match, Condition... conditions) {
    return MailRules.evaluate(List.of(rule("r", match, conditions)), facts).has("tag");
  }
}

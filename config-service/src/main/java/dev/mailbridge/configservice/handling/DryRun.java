package dev.mailbridge.configservice.handling;

import dev.mailbridge.contracts.MailHandlingRule;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.mailparse.MailParser;
import dev.mailbridge.mailrules.MailRules;
import dev.mailbridge.mailrules.RuleFacts;
import dev.mailbridge.mailrules.RuleOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Runs rules without any effect. */
@ApplicationScoped
public class DryRun {
  private final RecentMails recentMails;

  DryRun(RecentMails recentMails) {
    this.recentMails = recentMails;
  }

  /**
   * What the rules would do to one mail.
   *
   * @param receivedAt null for a mail that was handed in
   */
  public record Result(String from, String subject, Instant receivedAt, RuleOutcome outcome) {}

  /** Over the mailbox's last mails, newest first. */
  public List<Result> overRecent(
      ProjectId project, MailboxId mailbox, List<MailHandlingRule> rules) {
    MailRules compiled = MailRules.of(rules);
    return recentMails.of(project, mailbox).stream()
        .map(
            mail -> {
              RuleFacts facts = RuleFacts.of(mail);
              return new Result(
                  from(facts), facts.subject(), mail.receivedAt(), compiled.evaluate(facts));
            })
        .toList();
  }

  /**
   * @param raw a {@code message/rfc822}, as an .eml file holds it
   */
  public Result over(byte[] raw, List<MailHandlingRule> rules) {
    MailParser parser = new MailParser(Set.of(MailParser.EXCHANGE_ONLINE));
    RuleFacts facts = ParsedFacts.of(parser.parse(raw));
    return new Result(from(facts), facts.subject(), null, MailRules.evaluate(rules, facts));
  }

  private static String from(RuleFacts facts) {
    return facts.from().isEmpty() ? "" : facts.from().getFirst().address();
  }
}

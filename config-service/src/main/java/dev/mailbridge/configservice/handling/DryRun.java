package dev.mailbridge.configservice.handling;

import dev.mailbridge.configservice.directory.run.Imports;
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
import java.util.function.Function;

/** Runs rules without any effect. */
@ApplicationScoped
public class DryRun {
  private final RecentMails recentMails;
  private final Imports directory;

  DryRun(RecentMails recentMails, Imports directory) {
    this.recentMails = recentMails;
    this.directory = directory;
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
   * As {@link #over(ProjectId, byte[], List)}, of a sender nobody has looked up.
   *
   * @param raw a {@code message/rfc822}, as an .eml file holds it
   */
  public Result over(byte[] raw, List<MailHandlingRule> rules) {
    return over(raw, rules, address -> null);
  }

  /**
   * What the rules would do to a mail to one of the project's mailboxes.
   *
   * @param raw a {@code message/rfc822}, as an .eml file holds it
   */
  public Result over(ProjectId project, byte[] raw, List<MailHandlingRule> rules) {
    return over(raw, rules, address -> directory.knows(project, address));
  }

  private static Result over(
      byte[] raw, List<MailHandlingRule> rules, Function<String, Boolean> known) {
    MailParser parser = new MailParser(Set.of(MailParser.EXCHANGE_ONLINE));
    RuleFacts facts = ParsedFacts.of(parser.parse(raw), known);
    return new Result(from(facts), facts.subject(), null, MailRules.evaluate(rules, facts));
  }

  private static String from(RuleFacts facts) {
    return facts.from().isEmpty() ? "" : facts.from().getFirst().address();
  }
}

package dev.mailbridge.imappoller.publish;

import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailHandlingRule;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.mailrules.MailRules;
import dev.mailbridge.mailrules.RuleFacts;
import dev.mailbridge.mailrules.RuleOutcome;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs a mailbox's rules over an event, once. */
@Singleton
class MailHandling {
  private static final Set<String> NOT_WHEN_RELEASED =
      Set.of("quarantine", "ignore", "move", "mark", "delete");

  private final Map<MailboxId, Compiled> compiled = new ConcurrentHashMap<>();

  private final ProjectTopics topics;

  MailHandling(ProjectTopics topics) {
    this.topics = topics;
  }

  private record Compiled(long revision, MailRules rules) {}

  Handling handle(MailboxDefinition mailbox, IncomingMail mail) {
    if (mailbox.rules().isEmpty()) {
      return new Handling(mail, true, null, null, null);
    }
    return new Applied(mail, topics).apply(rules(mailbox).evaluate(RuleFacts.of(mail)), Set.of());
  }

  /** A person lets it through: what holds it back, or touches the mailbox, is left out. */
  Handling released(MailboxDefinition mailbox, IncomingMail mail) {
    return new Applied(mail, topics)
        .apply(rules(mailbox).evaluate(RuleFacts.of(mail)), NOT_WHEN_RELEASED);
  }

  private MailRules rules(MailboxDefinition mailbox) {
    return compiled
        .compute(
            mailbox.id(),
            (id, old) ->
                old != null && old.revision() == mailbox.revision()
                    ? old
                    : new Compiled(mailbox.revision(), MailRules.of(mailbox.rules())))
        .rules();
  }

  /** The effects of one mail's rules. */
  private static final class Applied {
    private final IncomingMail mail;
    private final EventChange change;
    private final ProjectTopics topics;
    private boolean publish = true;
    private String quarantined;
    private String acknowledgement;
    private Handling.AfterRule after;

    Applied(IncomingMail mail, ProjectTopics topics) {
      this.mail = mail;
      this.topics = topics;
      this.change = EventChange.of(mail);
    }

    Handling apply(RuleOutcome outcome, Set<String> leftOut) {
      outcome.actions().stream()
          .filter(one -> !leftOut.contains(one.action().type()))
          .forEach(one -> apply(one.rule(), one.action()));
      return new Handling(change.apply(mail), publish, quarantined, acknowledgement, after);
    }

    private void apply(String rule, MailHandlingRule.Action action) {
      change.did(new IncomingMail.RuleAction(rule, action.type(), action.argument()));
      switch (action.type()) {
        case "route" -> route(rule, action.argument());
        case "set-field" -> change.field(action.argument(), action.value());
        case "tag" -> change.tag(action.argument());
        case "acknowledge" -> acknowledgement = template(action);
        case "ignore" -> publish = false;
        case "quarantine" -> {
          publish = false;
          quarantined = rule;
        }
        case "move" -> after = new Handling.AfterRule(AfterProcessing.MOVE, action.argument());
        case "mark" -> after = new Handling.AfterRule(AfterProcessing.MARK_READ, null);
        case "delete" -> after = new Handling.AfterRule(AfterProcessing.DELETE, null);
        default ->
            change.defect(
                "unknown-action",
                "Rule “%s” has the action %s, which this version doesn't know"
                    .formatted(rule, action.type()));
      }
    }

    private void route(String rule, String project) {
      try {
        ProjectId other = ProjectId.of(project);
        if (topics.exists(other)) {
          change.project(other);
        } else {
          change.defect("bad-route", "Rule “%s”: there is no project %s".formatted(rule, other));
        }
      } catch (IllegalArgumentException e) {
        change.defect("bad-route", "Rule “%s”: %s".formatted(rule, e.getMessage()));
      }
    }

    private static String template(MailHandlingRule.Action action) {
      return action.value() == null ? action.argument() : action.value();
    }
  }
}

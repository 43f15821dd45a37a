package dev.mailbridge.smtpsender.outgoing;

import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.smtpsender.compose.CommandCheck;
import dev.mailbridge.smtpsender.compose.FieldProblem;
import dev.mailbridge.smtpsender.mailbox.MailboxDirectory;
import dev.mailbridge.smtpsender.submission.SendReason;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes commands in: stored, with its report, before anyone acknowledges it. */
@ApplicationScoped
public class MailAcceptance {
  private final StoredMails mails;
  private final MailboxDirectory mailboxes;
  private final SafetyValves valves;
  private final DeliveryEvents events;
  private final Clock clock;

  MailAcceptance(
      StoredMails mails,
      MailboxDirectory mailboxes,
      SafetyValves valves,
      DeliveryEvents events,
      Clock clock) {
    this.mails = mails;
    this.mailboxes = mailboxes;
    this.valves = valves;
    this.events = events;
    this.clock = clock;
  }

  /** What became of a command. */
  public sealed interface Acceptance {
    /** Stored: it will be sent. */
    record Accepted(StoredMail mail) implements Acceptance {}

    /** Stored as refused, and reported. */
    record Refused(StoredMail mail, List<FieldProblem> problems) implements Acceptance {}

    /** The very same command was taken before; nothing was done. */
    record Repeated(StoredMail mail) implements Acceptance {}

    /** Another command has the id; the report says so, and the other one stands. */
    record Conflict(StoredMail other) implements Acceptance {}
  }

  /**
   * Part of the caller's transaction.
   *
   * @param traceparent W3C trace context of the command, null for none
   */
  public Acceptance accept(ProjectId project, OutgoingMail command, String traceparent) {
    Instant now = clock.instant();
    StoredMail mail = NewMail.of(project, command, now);
    mail.traceparent = traceparent;
    List<FieldProblem> problems = CommandCheck.check(command);
    SendReason refusal = refusal(project, command, problems);
    if (refusal == null) {
      refusal = valve(mail, now);
    }
    if (refusal != null) {
      mail.state = MailState.REFUSED;
      mail.reason = refusal;
      mail.remedy = remedy(refusal, problems);
      mail.settledAt = now;
      mail.recipients(AttemptSettlement.open(mail, DeliveryState.REFUSED, null));
    }
    Optional<StoredMail> earlier = mails.insert(mail);
    if (earlier.isPresent()) {
      return again(mail, earlier.get(), now);
    }
    events.report(mail, now);
    return refusal == null ? new Acceptance.Accepted(mail) : new Acceptance.Refused(mail, problems);
  }

  private SendReason refusal(ProjectId project, OutgoingMail command, List<FieldProblem> problems) {
    Optional<MailboxDefinition> mailbox = mailboxes.find(command.mailboxId());
    // An unknown mailbox may be one whose definition is still on its way.
    if (mailbox.isPresent() && !mailbox.get().project().equals(project)) {
      return SendReason.WRONG_PROJECT;
    }
    if (mailbox.isPresent() && mailbox.get().outgoing() == null) {
      return SendReason.CANNOT_SEND;
    }
    return problems.isEmpty() ? null : SendReason.INVALID;
  }

  private SendReason valve(StoredMail mail, Instant now) {
    if (!valves.allowsRecipients(mail)) {
      return SendReason.RECIPIENT_NOT_ALLOWED;
    }
    return valves.storm(mail, now) ? SendReason.AUTO_REPLY_STORM : null;
  }

  private static String remedy(SendReason reason, List<FieldProblem> problems) {
    return reason == SendReason.INVALID
        ? problems.stream().map(FieldProblem::toString).collect(Collectors.joining("; "))
            + ". "
            + reason.remedy()
        : reason.remedy();
  }

  private Acceptance again(StoredMail mail, StoredMail earlier, Instant now) {
    if (earlier.contentHash.equals(mail.contentHash)) {
      return new Acceptance.Repeated(earlier);
    }
    events.report(
        new DeliveryReport(
            mail.id(),
            mail.mailbox(),
            mail.project(),
            mail.ticketRef,
            null,
            DeliveryState.REFUSED,
            SendReason.ID_CONFLICT.name(),
            List.of(),
            null,
            0,
            null,
            SendReason.ID_CONFLICT.remedy(),
            now),
        mail.traceparent);
    return new Acceptance.Conflict(earlier);
  }
}

package dev.mailbridge.smtpsender.outgoing;

import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.smtpsender.submission.RecipientReply;
import dev.mailbridge.smtpsender.submission.SendOutcome;
import dev.mailbridge.smtpsender.submission.SendReason;
import dev.mailbridge.smtpsender.submission.SmtpReply;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an attempt's outcome makes of a mail. Touches nothing but its arguments. */
@Singleton
public class AttemptSettlement {
  private final Backoff backoff;
  private final RetryConfig config;

  AttemptSettlement(Backoff backoff, RetryConfig config) {
    this.backoff = backoff;
    this.config = config;
  }

  public MailUpdate settle(StoredMail mail, SendOutcome outcome, Instant now) {
    return switch (outcome) {
      case SendOutcome.Sent sent -> sent(mail, sent.reply());
      case SendOutcome.RefusedRecipients some -> some(mail, some, now);
      case SendOutcome.Deferred deferred -> deferred(mail, deferred, now);
      case SendOutcome.Refused refused -> refused(mail, refused);
      case SendOutcome.NeedsAdministrator admin -> paused(mail, admin, now);
      case SendOutcome.Uncertain uncertain ->
          new MailUpdate(
              MailState.UNCERTAIN,
              open(mail, DeliveryState.UNCERTAIN, null),
              uncertain.reason(),
              uncertain.reason().remedy(),
              null,
              now.plus(config.firstSearch()),
              null);
    };
  }

  /** The server has taken the mail for every recipient that was still open. */
  public static MailUpdate sent(StoredMail mail, SmtpReply reply) {
    String named =
        reply == null
            ? null
            : reply.namedMessageId().filter(id -> !id.equals(mail.messageId)).orElse(null);
    return new MailUpdate(
        MailState.SENT, open(mail, DeliveryState.SENT, reply), null, null, reply, null, named);
  }

  private MailUpdate some(StoredMail mail, SendOutcome.RefusedRecipients outcome, Instant now) {
    Map<String, RecipientReply> replies =
        outcome.recipients().stream()
            .collect(Collectors.toMap(RecipientReply::address, Function.identity(), (a, b) -> a));
    List<RecipientState> recipients =
        mail.recipients().stream()
            .map(
                recipient ->
                    recipient.open()
                        ? afterReply(recipient, replies.get(recipient.address()), outcome.reply())
                        : recipient)
            .toList();
    boolean waits = recipients.stream().anyMatch(RecipientState::open);
    if (waits && now.isBefore(mail.acceptedAt.plus(config.giveUpAfter()))) {
      return new MailUpdate(
          MailState.DEFERRED,
          recipients,
          SendReason.TEMPORARY,
          null,
          outcome.recipients().getFirst().reply(),
          now.plus(backoff.after(mail.attempts)),
          null);
    }
    SendReason reason = waits ? SendReason.GAVE_UP : outcome.recipients().getFirst().reason();
    return ended(mail, recipients, DeliveryState.REFUSED, reason, outcome.reply());
  }

  private static RecipientState afterReply(
      RecipientState recipient, RecipientReply said, SmtpReply mailReply) {
    if (said == null) {
      return recipient.with(DeliveryState.SENT, mailReply);
    }
    return recipient.with(
        said.reply().code() >= 500 ? DeliveryState.REFUSED : DeliveryState.DEFERRED, said.reply());
  }

  private MailUpdate deferred(StoredMail mail, SendOutcome.Deferred outcome, Instant now) {
    if (!now.isBefore(mail.acceptedAt.plus(config.giveUpAfter()))) {
      return ended(
          mail,
          open(mail, DeliveryState.FAILED, outcome.reply()),
          DeliveryState.FAILED,
          SendReason.GAVE_UP,
          outcome.reply());
    }
    Duration wait =
        switch (outcome.scope()) {
          case MAIL -> longer(outcome.atLeast(), backoff.after(mail.attempts));
          case MAILBOX -> backoff.jitter(outcome.atLeast());
        };
    return new MailUpdate(
        MailState.DEFERRED,
        open(mail, DeliveryState.DEFERRED, outcome.reply()),
        outcome.reason(),
        outcome.reason().remedy(),
        outcome.reply(),
        now.plus(wait),
        null);
  }

  private MailUpdate refused(StoredMail mail, SendOutcome.Refused outcome) {
    if (outcome.reason() == SendReason.DUPLICATE_DELIVERY && mail.wasUncertain) {
      // The attempt whose answer was lost had arrived.
      return sent(mail, outcome.reply());
    }
    return ended(
        mail,
        open(mail, DeliveryState.REFUSED, outcome.reply()),
        DeliveryState.REFUSED,
        outcome.reason(),
        outcome.reply());
  }

  /** Sent when at least one recipient has it. */
  private static MailUpdate ended(
      StoredMail mail,
      List<RecipientState> recipients,
      DeliveryState otherwise,
      SendReason reason,
      SmtpReply reply) {
    boolean sent = recipients.stream().anyMatch(r -> r.state() == DeliveryState.SENT);
    MailState state =
        sent
            ? MailState.SENT
            : otherwise == DeliveryState.FAILED ? MailState.FAILED : MailState.REFUSED;
    String named =
        reply == null || !reply.positive()
            ? null
            : reply.namedMessageId().filter(id -> !id.equals(mail.messageId)).orElse(null);
    return new MailUpdate(state, recipients, reason, reason.remedy(), reply, null, named);
  }

  private MailUpdate paused(StoredMail mail, SendOutcome.NeedsAdministrator outcome, Instant now) {
    Instant due =
        switch (outcome.scope()) {
          case MAILBOX -> now;
          case MAIL -> now.plus(config.probeInterval());
        };
    return new MailUpdate(
        MailState.PAUSED,
        open(mail, DeliveryState.PAUSED, outcome.reply()),
        outcome.reason(),
        outcome.remedy(),
        outcome.reply(),
        due,
        null);
  }

  static List<RecipientState> open(StoredMail mail, DeliveryState state, SmtpReply reply) {
    return mail.recipients().stream()
        .map(recipient -> recipient.open() ? recipient.with(state, reply) : recipient)
        .toList();
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}

package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.smtpsender.compose.ComposeException;
import dev.mailbridge.smtpsender.compose.ComposedMail;
import dev.mailbridge.smtpsender.compose.EmailAddress;
import dev.mailbridge.smtpsender.compose.MailComposer;
import dev.mailbridge.smtpsender.compose.MailFacts;
import dev.mailbridge.smtpsender.outgoing.RecipientState;
import dev.mailbridge.smtpsender.outgoing.StoredMail;
import dev.mailbridge.smtpsender.submission.Envelope;
import dev.mailbridge.smtpsender.submission.SendOutcome;
import dev.mailbridge.smtpsender.submission.SendOutcome.Scope;
import dev.mailbridge.smtpsender.submission.SendReason;
import dev.mailbridge.smtpsender.submission.Submission;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Composes a claimed mail and hands it over. */
@Singleton
class DeliveryAttempt {
  private static final Logger LOG = Logger.getLogger(DeliveryAttempt.class);

  private final MailComposer composer;
  private final ReplyAddress replies;

  DeliveryAttempt(MailComposer composer, ReplyAddress replies) {
    this.composer = composer;
    this.replies = replies;
  }

  SendOutcome run(
      StoredMail mail,
      MailboxDefinition mailbox,
      BooleanSupplier mayStart,
      Consumer<String> draftMade,
      Function<Submission, SendOutcome> transfer) {
    if (!mail.project().equals(mailbox.project())) {
      return new SendOutcome.Refused(SendReason.WRONG_PROJECT, null);
    }
    if (mail.messageId() == null) {
      // Every mail waits for the keys, and none longer than they do.
      return new SendOutcome.Deferred(
          SendReason.KEYS_UNAVAILABLE, null, Scope.MAILBOX, Duration.ofSeconds(2));
    }
    OutgoingMail command = mail.command();
    if (mail.recipients().stream().noneMatch(RecipientState::open)) {
      return new SendOutcome.Refused(SendReason.REFUSED, null);
    }
    MailAddress from = MailAddress.of(mailbox.displayName(), mailbox.address());
    try (ComposedMail composed =
        composer.compose(
            command,
            new MailFacts(
                from,
                replies.of(mail, mailbox).orElse(null),
                mail.messageId(),
                mail.acceptedAt(),
                mail.thread()))) {
      return transfer.apply(
          new Submission(envelope(mail, mailbox), composed.content(), mayStart, draftMade));
    } catch (ComposeException e) {
      return e.permanent()
          ? new SendOutcome.Refused(SendReason.CONTENT_MISSING, null)
          : later(SendReason.CONTENT_UNAVAILABLE);
    } catch (RuntimeException e) {
      // A fault of this program: the mail stays, and nothing was sent that is not known of.
      LOG.errorf(e, "Mail %s can't be sent", mail.id());
      return new SendOutcome.Deferred(
          SendReason.TEMPORARY, null, Scope.MAIL, Duration.ofMinutes(5));
    }
  }

  private static SendOutcome later(SendReason reason) {
    return new SendOutcome.Deferred(reason, null, Scope.MAIL, Duration.ofSeconds(10));
  }

  private static Envelope envelope(StoredMail mail, MailboxDefinition mailbox) {
    String sender =
        EmailAddress.parse(mailbox.address()).map(EmailAddress::toString).orElse(mailbox.address());
    List<String> recipients =
        mail.recipients().stream()
            .filter(RecipientState::open)
            .map(RecipientState::address)
            .toList();
    boolean utf8 = recipients.stream().anyMatch(address -> address.chars().anyMatch(c -> c > 127));
    Set<String> named =
        Stream.of(mail.command().to(), mail.command().cc())
            .flatMap(List::stream)
            .flatMap(address -> EmailAddress.parse(address.address()).stream())
            .map(EmailAddress::toString)
            .collect(Collectors.toSet());
    List<String> blind = recipients.stream().filter(address -> !named.contains(address)).toList();
    return new Envelope(sender, recipients, blind, utf8);
  }
}

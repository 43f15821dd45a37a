package dev.mailbridge.smtpsender.submission;

import dev.mailbridge.smtpsender.submission.SendOutcome.Deferred;
import dev.mailbridge.smtpsender.submission.SendOutcome.Refused;
import dev.mailbridge.smtpsender.submission.SendOutcome.RefusedRecipients;
import dev.mailbridge.smtpsender.submission.SendOutcome.Scope;
import dev.mailbridge.smtpsender.submission.SendOutcome.Sent;
import dev.mailbridge.smtpsender.submission.SendOutcome.Uncertain;
import dev.mailbridge.smtpsender.submission.SmtpOutcomeTable.Phase;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One mail on an open connection: from {@code MAIL} to the answer to the final dot. */
final class SmtpTransaction {
  private final SmtpDialogue dialogue;
  private final Submission submission;
  private Phase phase = Phase.MAIL;
  private boolean usable = true;

  SmtpTransaction(SmtpDialogue dialogue, Submission submission) {
    this.dialogue = dialogue;
    this.submission = submission;
  }

  /** Whether the next mail can go over the same connection. */
  boolean connectionUsable() {
    return usable;
  }

  /**
   * @throws StaleConnectionException when no answer to the first command came: nothing was sent
   */
  SendOutcome run() throws StaleConnectionException {
    dialogue.conversation().begin();
    try {
      Optional<SendOutcome> unfit = checkExtensions();
      return unfit.isPresent() ? unfit.get() : transfer();
    } catch (IOException | MessagingException e) {
      usable = false;
      return switch (phase) {
        case MAIL -> throw new StaleConnectionException(e);
        case DOT -> new Uncertain(SendReason.ANSWER_LOST);
        // The dot was not sent, so the server has no mail.
        default ->
            new Deferred(SendReason.CONNECTION_FAILED, null, Scope.MAIL, Duration.ofSeconds(5));
      };
    }
  }

  /** What the server has announced decides before anything is sent. */
  private Optional<SendOutcome> checkExtensions() {
    if (submission.envelope().needsUtf8() && !dialogue.supportsExtension("SMTPUTF8")) {
      return Optional.of(new Refused(SendReason.NEEDS_SMTPUTF8, null));
    }
    return sizeLimit().isPresent() && submission.content().size() > sizeLimit().get()
        ? Optional.of(new Refused(SendReason.TOO_LARGE, null))
        : Optional.empty();
  }

  private SendOutcome transfer() throws IOException, MessagingException {
    List<SmtpReply> replies = dialogue.commands(envelopeCommands());
    SmtpReply mail = replies.getFirst();
    if (mail.code() == 421 && mail.enhanced() != null && mail.enhanced().startsWith("4.4.")) {
      // A farewell to a connection that was idle for too long.
      throw new ConnectionLostException();
    }
    if (!mail.positive()) {
      return refused(Phase.MAIL, mail);
    }
    phase = Phase.RECIPIENT;
    List<RecipientReply> recipients = recipientReplies(replies);
    if (recipients.stream().noneMatch(RecipientReply::accepted)) {
      return nobodyAccepted(recipients);
    }
    phase = Phase.DATA;
    if (!submission.mayStart().getAsBoolean()) {
      usable = false;
      return new Deferred(SendReason.TEMPORARY, null, Scope.MAIL, Duration.ZERO);
    }
    Optional<SmtpReply> unwanted = dialogue.writeMail(submission.content());
    if (unwanted.isPresent()) {
      return refused(Phase.DATA, unwanted.get());
    }
    phase = Phase.DOT;
    SmtpReply reply = dialogue.finish();
    if (!reply.positive()) {
      return refused(Phase.DOT, reply);
    }
    List<RecipientReply> others =
        recipients.stream().filter(recipient -> !recipient.accepted()).toList();
    return others.isEmpty() ? new Sent(reply) : new RefusedRecipients(reply, others);
  }

  private List<String> envelopeCommands() {
    Envelope envelope = submission.envelope();
    List<String> commands = new ArrayList<>();
    StringBuilder mail = new StringBuilder("MAIL FROM:<").append(envelope.from()).append('>');
    if (dialogue.supportsExtension("SIZE")) {
      mail.append(" SIZE=").append(submission.content().size());
    }
    if (envelope.needsUtf8()) {
      mail.append(" BODY=8BITMIME SMTPUTF8");
    }
    commands.add(mail.toString());
    envelope.recipients().forEach(address -> commands.add("RCPT TO:<" + address + ">"));
    return commands;
  }

  private List<RecipientReply> recipientReplies(List<SmtpReply> replies) {
    List<RecipientReply> result = new ArrayList<>();
    for (int i = 0; i < submission.envelope().recipients().size(); i++) {
      SmtpReply reply = replies.get(i + 1);
      SendReason reason = reply.positive() ? null : SmtpOutcomeTable.recipientReason(reply);
      result.add(new RecipientReply(submission.envelope().recipients().get(i), reason, reply));
    }
    return result;
  }

  private SendOutcome nobodyAccepted(List<RecipientReply> recipients) throws MessagingException {
    SendOutcome first = refused(Phase.RECIPIENT, recipients.getFirst().reply());
    boolean mixed = recipients.stream().map(r -> r.reply().code() / 100).distinct().count() > 1;
    return mixed ? new RefusedRecipients(null, recipients) : first;
  }

  /** A refused mail leaves the connection clean for the next one, where the server keeps it. */
  private SendOutcome refused(Phase at, SmtpReply reply) throws MessagingException {
    SendOutcome outcome = SmtpOutcomeTable.decide(at, reply);
    if (reply.code() == 421 || outcome instanceof SendOutcome.NeedsAdministrator) {
      usable = false;
    } else if (at != Phase.DOT) {
      try {
        usable = dialogue.command("RSET").positive();
      } catch (MessagingException e) {
        usable = false;
      }
    }
    return outcome;
  }

  private Optional<Long> sizeLimit() {
    try {
      String parameter = dialogue.getExtensionParameter("SIZE");
      return Optional.ofNullable(parameter)
          .filter(text -> !text.isBlank())
          .map(text -> Long.parseLong(text.strip()))
          .filter(limit -> limit > 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}

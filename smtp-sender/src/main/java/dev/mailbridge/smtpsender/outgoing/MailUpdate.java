package dev.mailbridge.smtpsender.outgoing;

import dev.mailbridge.smtpsender.submission.SendReason;
import dev.mailbridge.smtpsender.submission.SmtpReply;
import java.time.Instant;
import java.util.List;

/**
 * What an event changes at a stored mail.
 *
 * @param reason null when all is well
 * @param remedy null when nothing needs doing
 * @param reply null to keep the last one
 * @param dueAt when the mail is looked at again, null to keep the time
 * @param serverMessageId null to keep it
 */
public record MailUpdate(
    MailState state,
    List<RecipientState> recipients,
    SendReason reason,
    String remedy,
    SmtpReply reply,
    Instant dueAt,
    String serverMessageId) {
  public MailUpdate {
    recipients = List.copyOf(recipients);
  }
}

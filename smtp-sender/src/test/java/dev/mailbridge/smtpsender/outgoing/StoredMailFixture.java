package dev.mailbridge.smtpsender.outgoing;

import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingKind;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Stored mails without a database. */
public final class StoredMailFixture {
  private StoredMailFixture() {}

  /** One whose attempt is under way. */
  public static StoredMail sending(Instant acceptedAt, String... recipients) {
    StoredMail mail = NewMail.of(ProjectId.of("helpdesk"), command(recipients), acceptedAt);
    mail.seq = 1L;
    mail.messageId = "<ours@contoso.example>";
    mail.state = MailState.SENDING;
    mail.attempts = 1;
    return mail;
  }

  /** The same, with the W3C trace context of its command. */
  public static StoredMail traced(StoredMail mail, String traceparent) {
    mail.traceparent = traceparent;
    return mail;
  }

  /** One whose answer was lost then, and which has been searched for so often. */
  public static StoredMail uncertain(Instant since, int absences) {
    StoredMail mail = sending(since, "a@customer.example");
    mail.state = MailState.UNCERTAIN;
    mail.uncertainSince = since;
    mail.wasUncertain = true;
    mail.absences = (short) absences;
    return mail;
  }

  private static OutgoingMail command(String... recipients) {
    List<MailAddress> to = Arrays.stream(recipients).map(MailAddress::of).toList();
    return new OutgoingMail(
        OutgoingId.of("id-1"),
        MailboxId.of("desk"),
        null,
        to,
        null,
        null,
        null,
        "Re: Printer",
        "text",
        null,
        null,
        null,
        null,
        "T-1",
        null,
        OutgoingKind.REPLY,
        null);
  }
}

package dev.mailbridge.simulator.smtp;

import dev.mailbridge.simulator.Settings;
import dev.mailbridge.simulator.access.MailboxAccess;
import dev.mailbridge.simulator.fault.Fault;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.fault.FaultPoint;
import dev.mailbridge.simulator.fault.Faults;
import dev.mailbridge.simulator.mime.MailHeaders;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Takes or refuses a whole mail after DATA. */
public final class SubmissionDesk {
  private final MailboxAccess access;
  private final Settings settings;
  private final Faults faults;
  private final SubmissionLimits limits;
  private final MailTransport transport;
  private final Set<String> messageIds = ConcurrentHashMap.newKeySet();

  public SubmissionDesk(
      MailboxAccess access,
      Settings settings,
      Faults faults,
      SubmissionLimits limits,
      MailTransport transport) {
    this.access = access;
    this.settings = settings;
    this.faults = faults;
    this.limits = limits;
    this.transport = transport;
  }

  /** What the server says to a whole mail, and what becomes of it. */
  public sealed interface Verdict {
    /** Refused with this line. */
    record Refused(String reply) implements Verdict {}

    /** Taken, and said so. */
    record Taken(String reply) implements Verdict {}

    /** Taken or not, and never said. */
    record Silent(Fault fault) implements Verdict {}
  }

  Verdict submit(Submission mail, FaultPoint point) {
    return submit(mail, true, point);
  }

  /** A mail that came by Graph: SMTP's limits on connections don't count. */
  public Verdict submitFromGraph(Submission mail, boolean copy, FaultPoint point) {
    return check(mail, copy, point);
  }

  private Verdict submit(Submission mail, boolean copy, FaultPoint point) {
    String mailbox = mail.logIn().mailbox();
    if (limits.tooManyConnections(mailbox)) {
      return new Verdict.Refused(
          "432 4.3.2 Concurrent connections limit exceeded. Visit"
              + " https://aka.ms/concurrent_sending for more information."
              + " [Hostname=SIMULATOR.PROD.OUTLOOK.COM]");
    }
    return check(mail, copy, point);
  }

  private Verdict check(Submission mail, boolean copy, FaultPoint point) {
    String mailbox = mail.logIn().mailbox();
    if (mail.raw().length > settings.behaviour().messageSizeLimit()) {
      return new Verdict.Refused("552 5.3.4 Message size exceeds fixed maximum message size");
    }
    if (limits.tooManyToday(mailbox, mail.recipients().size())) {
      return new Verdict.Refused(
          "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to"
              + " process message due to a permanent exception with message The message can't be"
              + " submitted because the sender's submission quota was exceeded.");
    }
    Optional<String> denied = deniedSender(mail);
    if (denied.isPresent()) {
      return new Verdict.Refused(
          "554 5.2.252 SendAsDenied; "
              + mailbox
              + " not allowed to send as "
              + denied.get()
              + "; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied;"
              + " Failed to process message due to a permanent exception with message Cannot submit"
              + " message.");
    }
    Optional<Fault> lost = faults.take(point, FaultKind.ANSWER_LOST);
    if (lost.isPresent() && !lost.get().taken().orElse(true)) {
      return new Verdict.Silent(lost.get());
    }
    Verdict verdict = take(mail, copy, point);
    return lost.isPresent() && verdict instanceof Verdict.Taken
        ? new Verdict.Silent(lost.get())
        : verdict;
  }

  private Optional<String> deniedSender(Submission mail) {
    if (!access.maySendAs(mail.logIn(), mail.mailFrom())) {
      return Optional.of(mail.mailFrom());
    }
    try {
      for (String from : MailHeaders.of(mail.raw()).all("From")) {
        for (InternetAddress address : InternetAddress.parseHeader(from, false)) {
          if (!access.maySendAs(mail.logIn(), address.getAddress())) {
            return Optional.of(address.getAddress());
          }
        }
      }
      return Optional.empty();
    } catch (AddressException e) {
      return Optional.of("an address that can't be read");
    }
  }

  private Verdict take(Submission mail, boolean copy, FaultPoint point) {
    String messageId = MailHeaders.of(mail.raw()).first("Message-ID").orElse(null);
    boolean seen = messageId != null && !messageIds.add(mail.logIn().mailbox() + messageId);
    if (seen
        && (settings.behaviour().duplicateRefused()
            || faults.take(point, FaultKind.DUPLICATE_REFUSED).isPresent())) {
      return new Verdict.Refused(
          "554 5.2.0 STOREDRV.Submission.Exception:"
              + "DuplicateDeliveryException.MapiExceptionDuplicateDelivery; Failed to process"
              + " message due to a permanent exception with message Cannot submit message.");
    }
    String known = messageId == null ? newMessageId() : messageId;
    byte[] raw = mail.raw();
    if (messageId == null) {
      raw = MailTransport.prefixed("Message-ID: " + known + "\r\n", raw);
    } else if (settings.behaviour().messageIdRewritten()
        || faults.take(point, FaultKind.MESSAGE_ID_REWRITTEN).isPresent()) {
      known = newMessageId();
      raw = rewritten(raw, messageId, known);
    }
    limits.count(mail.logIn().mailbox(), mail.recipients().size());
    Submission sent = new Submission(mail.logIn(), mail.mailFrom(), mail.recipients(), raw);
    if (copy) {
      transport.send(sent, point);
    } else {
      transport.sendWithoutCopy(sent, point);
    }
    return new Verdict.Taken("250 2.0.0 OK " + known + " [Hostname=SIMULATOR.PROD.OUTLOOK.COM]");
  }

  private static String newMessageId() {
    String unique = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
    return "<SIM" + unique.substring(0, 28) + "@SIMULATOR.eurprd01.prod.outlook.com>";
  }

  /** Reported of Exchange Online: ours moves to a header of its own. */
  private static byte[] rewritten(byte[] raw, String ours, String theirs) {
    MailHeaders.Field field =
        MailHeaders.of(raw).fields().stream()
            .filter(one -> one.name().equalsIgnoreCase("Message-ID"))
            .findFirst()
            .orElseThrow();
    String text = new String(raw, StandardCharsets.ISO_8859_1);
    return (text.substring(0, field.start())
            + "Message-ID: "
            + theirs
            + "\r\nX-Microsoft-Original-Message-ID: "
            + ours
            + "\r\n"
            + text.substring(field.end()))
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}

package dev.mailbridge.imappoller.publish;

import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailKind;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingKind;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.mailparse.ParsedMail;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Automatic answers: never to what a machine wrote, and few to one sender (RFC 3834). Their id
 * comes from the mail's, so a mail that is read again gets no second one.
 */
@Singleton
class Acknowledgements {
  private static final int MOST = 5;
  private static final Duration PERIOD = Duration.ofMinutes(10);
  private static final int MOST_SENDERS = 10_000;

  private final Clock clock;
  private final Map<String, Deque<Instant>> sent = new ConcurrentHashMap<>();

  Acknowledgements(Clock clock) {
    this.clock = clock;
  }

  /** Empty when this mail must not be answered. */
  Optional<OutgoingMail> answer(
      MailboxDefinition mailbox, IncomingMail mail, ParsedMail parsed, String template) {
    if (mailbox.outgoing() == null
        || mail.kind() != MailKind.MAIL
        || parsed.automatic()
        || "".equals(parsed.returnPath())) {
      return Optional.empty();
    }
    List<MailAddress> to = mail.replyTo().isEmpty() ? mail.from() : mail.replyTo();
    if (to.size() != 1
        || to.getFirst().address() == null
        || to.getFirst().address().equalsIgnoreCase(mailbox.address())
        || !allowed(mailbox.id() + " " + to.getFirst().address().toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    return Optional.of(compose(mailbox, mail, to, template));
  }

  private static OutgoingMail compose(
      MailboxDefinition mailbox, IncomingMail mail, List<MailAddress> to, String template) {
    return new OutgoingMail(
        OutgoingId.of("ack-" + mail.id()),
        mailbox.id(),
        null,
        to,
        List.of(),
        List.of(),
        List.of(),
        "Re: " + mail.subject(),
        template
            .replace("{subject}", mail.subject())
            .replace("{ticket}", mail.ticketRef() == null ? "" : mail.ticketRef()),
        null,
        List.of(),
        List.of(mail.messageId()),
        mail.references(),
        mail.ticketRef(),
        null,
        OutgoingKind.AUTO_REPLY,
        Map.of());
  }

  private boolean allowed(String sender) {
    Instant now = clock.instant();
    if (sent.size() > MOST_SENDERS) {
      sent.values().removeIf(times -> stale(times, now));
    }
    boolean[] allowed = new boolean[1];
    sent.compute(
        sender,
        (key, old) -> {
          Deque<Instant> times = old == null ? new ArrayDeque<>() : old;
          times.removeIf(time -> time.isBefore(now.minus(PERIOD)));
          allowed[0] = times.size() < MOST;
          if (allowed[0]) {
            times.add(now);
          }
          return times;
        });
    return allowed[0];
  }

  private static boolean stale(Deque<Instant> times, Instant now) {
    return times.isEmpty() || times.getLast().isBefore(now.minus(PERIOD));
  }
}

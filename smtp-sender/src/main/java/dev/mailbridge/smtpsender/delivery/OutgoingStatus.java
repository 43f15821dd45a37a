package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.MailboxStatus;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.smtpsender.outbox.Outbox;
import dev.mailbridge.smtpsender.submission.SmtpReply;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The facet {@code outgoing} on {@code mail.status}: said when it changes, and now and then. */
@ApplicationScoped
class OutgoingStatus {
  private static final String FACET = "outgoing";
  private static final Duration REPEAT = Duration.ofMinutes(1);

  private static final String WAITING = "waiting";

  private final Outbox outbox;
  private final Clock clock;
  private final Map<MailboxId, MailboxStatus> said = new ConcurrentHashMap<>();

  OutgoingStatus(Outbox outbox, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  void working(MailboxId mailbox) {
    say(mailbox, MailboxStatus.State.CONNECTED, null, null, null);
  }

  void paused(MailboxId mailbox, MailboxPause pause, SmtpReply reply) {
    say(
        mailbox,
        MailboxStatus.State.PAUSED,
        pause.reason().name(),
        reply == null ? null : "%d %s".formatted(reply.code(), reply.text()),
        pause.remedy());
  }

  private void say(
      MailboxId mailbox, MailboxStatus.State state, String code, String detail, String remedy) {
    Instant now = clock.instant();
    MailboxStatus last = said.get(mailbox);
    boolean same =
        last != null && last.state() == state && java.util.Objects.equals(last.code(), code);
    if (same && Duration.between(last.at(), now).compareTo(REPEAT) < 0) {
      return;
    }
    MailboxStatus next =
        new MailboxStatus(
            mailbox,
            FACET,
            state,
            code,
            detail,
            remedy,
            "smtp-sender",
            same ? last.since() : now,
            state == MailboxStatus.State.CONNECTED ? now : null,
            now,
            last == null ? Map.of(WAITING, 0.0) : last.figures());
    publish(mailbox, next);
  }

  /** How many mails wait; tells of it when something else was told of the mailbox before. */
  void waiting(MailboxId mailbox, long mails) {
    MailboxStatus last = said.get(mailbox);
    Map<String, Double> figures = Map.of(WAITING, (double) mails);
    if (last != null && !last.figures().equals(figures)) {
      publish(
          mailbox,
          new MailboxStatus(
              mailbox,
              FACET,
              last.state(),
              last.code(),
              last.detail(),
              last.remedy(),
              "smtp-sender",
              last.since(),
              last.lastSignOfLife(),
              clock.instant(),
              figures));
    }
  }

  private void publish(MailboxId mailbox, MailboxStatus next) {
    said.put(mailbox, next);
    QuarkusTransaction.requiringNew()
        .run(() -> outbox.add(Topics.STATUS, mailbox + "/" + FACET, MailboxStatus.TYPE, next));
  }
}

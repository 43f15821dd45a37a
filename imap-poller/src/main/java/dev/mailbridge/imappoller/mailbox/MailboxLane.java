package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.content.ContentException;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxStatus.State;
import dev.mailbridge.imappoller.partition.BatchRefused;
import dev.mailbridge.imappoller.partition.PartitionSession;
import dev.mailbridge.imappoller.source.MailSource;
import dev.mailbridge.imappoller.source.ReadMemory;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import dev.mailbridge.token.TokenFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Reads one mailbox, on a virtual thread of its own, until it is stopped. */
final class MailboxLane {
  private static final Logger LOG = Logger.getLogger(MailboxLane.class);

  /** A connection that lasted so long was good. */
  private static final Duration GOOD = Duration.ofSeconds(30);

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_TOKEN_WAIT = Duration.ofMinutes(5);

  private final MailboxDefinition mailbox;
  private final PartitionSession session;
  private final LaneServices services;
  private final MailboxState state;
  private final ReadMemory memory;
  private final Backoff backoff = new Backoff(ThreadLocalRandom.current());
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final WakeUp wakeUp = new WakeUp();
  private volatile MailSource source;

  MailboxLane(
      MailboxDefinition mailbox,
      PartitionSession session,
      LaneServices services,
      MailboxState state) {
    this.mailbox = mailbox;
    this.session = session;
    this.services = services;
    this.state = state;
    this.memory =
        new ReadMemory(services.clock(), sourceId -> session.published(mailbox.id(), sourceId));
  }

  void start() {
    Thread.ofVirtual().name("mailbox-" + mailbox.id()).start(this::run);
  }

  private void run() {
    MDC.put("mailboxId", mailbox.id().value());
    state.good(State.CONNECTING);
    while (!isStopped()) {
      long begun = System.nanoTime();
      Duration wait = Duration.ZERO;
      try {
        read();
      } catch (RuntimeException e) {
        if (System.nanoTime() - begun > GOOD.toNanos()) {
          backoff.success();
        }
        wait = isStopped() ? Duration.ZERO : failed(e);
      } finally {
        closeSource();
      }
      wakeUp.await(wait);
    }
  }

  private void read() {
    if (!services.topics().exists(mailbox.project())) {
      throw new SourceException(
          SourceFailure.PROJECT_TOPIC_MISSING,
          "There is no topic for the mails of project " + mailbox.project());
    }
    MailSource opened = services.opening().open(mailbox, memory);
    source = opened;
    if (isStopped()) {
      return;
    }
    state.connected();
    LanePipeline pipeline =
        new LanePipeline(mailbox, session, services.preparer(), state, opened::close);
    Duration own = mailbox.incoming().pollInterval();
    try {
      new LaneReading(mailbox, session, opened, pipeline, state, services.config().batch().ahead())
          .read(own == null ? services.config().pollInterval() : own, this::isStopped);
    } catch (SourceException e) {
      // A batch that was not committed closes the connection: then that is the reason.
      pipeline.settle(0, ignored -> {});
      throw e;
    }
  }

  /** How long to wait before the next try. */
  private Duration failed(RuntimeException failure) {
    return switch (failure) {
      case SourceException e -> {
        LOG.infof("Mailbox %s: %s (%s)", mailbox.id(), e.getMessage(), e.failure());
        state.bad(e.failure().state(), e.failure().name(), e.getMessage(), e.failure().remedy());
        yield backoff.next(e.failure().firstWait(), e.retryAfter());
      }
      case TokenUnavailable e -> tokenFailed(e.failure());
      case BatchRefused e -> {
        LOG.infof("Mailbox %s: mails weren't committed (%s)", mailbox.id(), e.reason());
        state.bad(
            State.CONNECTING,
            "NOT_COMMITTED",
            "Kafka didn't take the last mails: " + e.reason(),
            "Nothing is lost: they are read again. If it stays, check that Kafka is well.");
        yield backoff.next(FIRST_WAIT, null);
      }
      case ContentException e -> {
        LOG.errorf("Mailbox %s: %s", mailbox.id(), e.getMessage());
        state.bad(State.FAILING, "CONTENT_STORE_FAILED", "Mails can't be kept", e.getMessage());
        yield backoff.next(FIRST_WAIT, null);
      }
      default -> {
        LOG.errorf(failure, "Mailbox %s failed", mailbox.id());
        state.bad(
            State.FAILING,
            "INTERNAL",
            "Reading failed on our side: " + failure.getClass().getSimpleName(),
            "It is tried again by itself; give the log of imap-poller to its maintainers.");
        yield backoff.next(FIRST_WAIT, null);
      }
    };
  }

  private Duration tokenFailed(TokenFailure failure) {
    LOG.infof("Mailbox %s has no token: %s", mailbox.id(), failure.code());
    State shown =
        switch (failure.code()) {
          case SIGN_IN_AGAIN, CONSENT_NEEDED -> State.SIGN_IN_NEEDED;
          case TRY_LATER -> State.CONNECTING;
          case CREDENTIAL_EXPIRED,
              CREDENTIAL_INVALID,
              BLOCKED_BY_POLICY,
              MISCONFIGURED,
              ACCOUNT_DISABLED ->
              State.FAILING;
        };
    state.bad(shown, failure.code().name(), "There is no token for the mailbox", failure.remedy());
    Instant now = services.clock().instant();
    if (failure.retryAt() == null) {
      // A change of the grant ends the wait.
      return LONGEST_TOKEN_WAIT;
    }
    return backoff.next(FIRST_WAIT, Duration.between(now, failure.retryAt()));
  }

  /** The grant changed: connections that were opened with it end, and waiting makes no sense. */
  void grantChanged() {
    backoff.success();
    closeSource();
    wakeUp.now();
  }

  /** No connection is open when this returns; what is under way is refused or committed later. */
  void stop() {
    stopped.countDown();
    closeSource();
    wakeUp.now();
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private void closeSource() {
    MailSource open = source;
    if (open != null) {
      open.close();
    }
  }

  /** A wait that can be cut short. */
  private static final class WakeUp {
    private final Semaphore signal = new Semaphore(0);

    void await(Duration time) {
      if (time.isZero() || time.isNegative()) {
        return;
      }
      try {
        if (signal.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
          signal.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void now() {
      signal.release();
    }
  }
}

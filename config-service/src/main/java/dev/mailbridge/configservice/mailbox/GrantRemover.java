package dev.mailbridge.configservice.mailbox;

import dev.mailbridge.configservice.callee.CalleeException;
import dev.mailbridge.configservice.tokenservice.TokenServiceGateway;
import dev.mailbridge.contracts.MailboxId;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Destroys deleted mailboxes' grants: at once, and again until token-service has done it. */
@ApplicationScoped
class GrantRemover {
  private static final Logger LOG = Logger.getLogger(GrantRemover.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int BATCH = 20;

  private final GrantRemovalRepository removals;
  private final TokenServiceGateway tokenService;
  private final Clock clock;

  GrantRemover(GrantRemovalRepository removals, TokenServiceGateway tokenService, Clock clock) {
    this.removals = removals;
    this.tokenService = tokenService;
    this.clock = clock;
  }

  /** A mailbox is gone. */
  record MailboxDeleted(MailboxId mailbox) {}

  void removeNow(
      @Observes(during = TransactionPhase.AFTER_SUCCESS) MailboxDeleted deleted,
      GrantRemover self) {
    Thread.ofVirtual().name("grant-removal").start(self::removeDue);
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  @Transactional
  void removeDue() {
    removals.takeDue(clock.instant(), BATCH).forEach(this::remove);
  }

  private void remove(GrantRemoval removal) {
    try {
      tokenService.deleteGrant(MailboxId.of(removal.mailboxId));
      removals.delete(removal);
    } catch (CalleeException e) {
      removal.attempts++;
      removal.failure = e.getMessage();
      Duration pause = Duration.ofSeconds(1L << Math.min(removal.attempts, 8));
      removal.nextAttemptAt =
          clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
      LOG.warnf(
          "The grant of the deleted mailbox %s is not destroyed yet (attempt %d): %s",
          removal.mailboxId, removal.attempts, e.getMessage());
    }
  }
}

package dev.mailbridge.token;

import dev.mailbridge.token.TokenServiceHttp.Changes;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows token-service's log of grant changes by long polls, from a virtual thread of its own. */
final class GrantChangeFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GrantChangeFollower.class);
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final long FIRST_PAUSE_MS = 250;
  private static final long LONGEST_PAUSE_MS = 2_000;

  private final TokenServiceHttp service;
  private final Consumer<Changes> onChanges;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Thread thread;

  GrantChangeFollower(TokenServiceHttp service, Consumer<Changes> onChanges) {
    this.service = service;
    this.onChanges = onChanges;
  }

  synchronized void start() {
    if (thread == null) {
      thread = Thread.ofVirtual().name("grant-changes").start(this::follow);
    }
  }

  private void follow() {
    Optional<Long> next = Optional.empty();
    long pause = FIRST_PAUSE_MS;
    while (closed.getCount() > 0) {
      try {
        Changes changes = service.changes(next, WAIT);
        if (next.isEmpty()) {
          // What happened to tokens that were fetched before this moment is unknown.
          onChanges.accept(new Changes(changes.next(), changes.mailboxes(), true));
        } else if (changes.all() || !changes.mailboxes().isEmpty()) {
          onChanges.accept(changes);
        }
        next = Optional.of(changes.next());
        pause = FIRST_PAUSE_MS;
      } catch (IOException | RuntimeException e) {
        if (closed.getCount() == 0) {
          return;
        }
        LOG.debug("Grant changes can't be read: {}", e.toString());
        pause(pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  private void pause(long millis) {
    try {
      if (closed.await(millis, TimeUnit.MILLISECONDS)) {
        LOG.debug("No longer following grant changes.");
      }
    } catch (InterruptedException e) {
      // Only close() interrupts, and the latch tells the loop.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    if (thread != null) {
      thread.interrupt();
    }
  }
}

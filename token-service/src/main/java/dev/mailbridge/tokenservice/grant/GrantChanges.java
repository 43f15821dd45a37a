package dev.mailbridge.tokenservice.grant;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The recent grant changes in memory: one look at the database each second serves all who wait, and
 * tells this replica's own caches.
 */
@ApplicationScoped
class GrantChanges {
  private static final int REMEMBERED = 10_000;

  private final GrantChangeLog log;
  private final Event<GrantChanged> changed;
  private final NavigableMap<Long, String> recent = new TreeMap<>();
  private long last = -1;

  /** Everything up to here is no longer remembered. */
  private long forgotten;

  private boolean ended;

  /**
   * @param next what to ask after the next time
   * @param all true when the log doesn't reach back that far: everything may have changed
   */
  record Page(long next, List<String> mailboxes, boolean all) {}

  GrantChanges(GrantChangeLog log, Event<GrantChanged> changed) {
    this.log = log;
    this.changed = changed;
  }

  void start(@Observes StartupEvent started) {
    look();
  }

  void stop(@Observes ShutdownEvent stopping) {
    end();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void look() {
    long known = last();
    List<GrantChangeLog.Entry> fresh =
        QuarkusTransaction.requiringNew().call(() -> log.after(known));
    boolean first = known < 0;
    if (!first) {
      fresh.stream()
          .map(GrantChangeLog.Entry::mailboxId)
          .distinct()
          .forEach(mailbox -> changed.fire(new GrantChanged(mailbox)));
    }
    remember(fresh, first);
  }

  private synchronized long last() {
    return last;
  }

  private synchronized void remember(List<GrantChangeLog.Entry> fresh, boolean first) {
    last = fresh.isEmpty() ? Math.max(last, 0) : fresh.getLast().n();
    if (first) {
      forgotten = last;
      return;
    }
    fresh.forEach(entry -> recent.put(entry.n(), entry.mailboxId()));
    while (recent.size() > REMEMBERED) {
      forgotten = recent.pollFirstEntry().getKey();
    }
    if (!fresh.isEmpty()) {
      notifyAll();
    }
  }

  @Scheduled(every = "6h", delayed = "5m")
  @RunOnVirtualThread
  @Transactional
  void trim() {
    log.trim();
  }

  /**
   * Waits until there is a change after {@code n}.
   *
   * @param n null to learn only where the log stands
   */
  synchronized Page after(Long n, Duration wait) throws InterruptedException {
    if (n == null) {
      return new Page(last, List.of(), false);
    }
    if (n > last || n < forgotten) {
      // Another database, or too long ago.
      return new Page(last, List.of(), true);
    }
    long deadline = System.nanoTime() + wait.toNanos();
    while (last <= n && !ended) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    List<String> mailboxes = recent.tailMap(n, false).values().stream().distinct().toList();
    return new Page(Math.max(last, n), mailboxes, false);
  }
}

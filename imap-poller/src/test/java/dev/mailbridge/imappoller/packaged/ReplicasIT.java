package dev.mailbridge.imappoller.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Guarantee 3 on real processes: two replicas share mailboxes, one dies, one stands still. */
@EnabledIfSystemProperty(
    named = "crash.mails",
    matches = "\\d{5,}",
    disabledReason = "takes two minutes: it is in the nightly profile")
class ReplicasIT {
  private static final int MAILBOXES = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration STANDS_STILL = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void shouldTakeOverWithinTwentySecondsAndBeFencedAfterAStandstill() throws Exception {
    try (Installation installation = new Installation(folder, Map.of());
        Books books = new Books(installation)) {
      // Given
      IntStream.range(0, MAILBOXES)
          .forEach(i -> installation.define("replica" + i, Installation.HELPDESK));
      Replica first = installation.startReplica().awaitReady();
      try (Replica second = installation.startReplica().awaitReady()) {
        awaitShared(first, second);
        Load load = new Load(books);
        load.runFor(Duration.ofSeconds(5));

        // When
        long killed = System.currentTimeMillis();
        first.kill();
        load.runUntilAllReadSince(killed);

        // Then
        double takenOver = (System.currentTimeMillis() - killed) / 1000.0;
        assertThat(takenOver).isLessThan(20);

        // When
        try (Replica third = installation.startReplica().awaitReady()) {
          awaitShared(third, second);
          second.signal("STOP");
          load.runFor(STANDS_STILL);
          int before = books.records();
          second.signal("CONT");
          load.runFor(Duration.ofSeconds(15));

          // Then
          await().atMost(PATIENCE).until(() -> books.records() >= books.delivered());
          assertThat(books.records()).isGreaterThan(before);
        }
      } finally {
        first.close();
      }
      books.check();
    }
  }

  /** Both have partitions with mailboxes. */
  private static void awaitShared(Replica one, Replica other) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                one.log().matches("(?s).*Partition \\d+: [1-9].*")
                    && other.log().matches("(?s).*Partition \\d+: [1-9].*"));
  }

  /** A mail for each mailbox, twice a second. */
  private static final class Load {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private final Books books;

    Load(Books books) {
      this.books = books;
    }

    void runFor(Duration time) {
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < end) {
        step();
      }
    }

    void runUntilAllReadSince(long millis) {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                step();
                return IntStream.range(0, MAILBOXES)
                    .allMatch(i -> books.lastEventOf("replica" + i) > millis);
              });
    }

    private void step() {
      for (int i = 0; i < MAILBOXES; i++) {
        books.deliver("replica" + i, Installation.HELPDESK);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}

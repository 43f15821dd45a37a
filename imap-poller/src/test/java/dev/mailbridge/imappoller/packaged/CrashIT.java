package dev.mailbridge.imappoller.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.imappoller.packaged.KafkaRelay.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guarantee 1 on real processes: pollers die by SIGKILL at each moment of a transaction, and the
 * broker dies too; each mail is published once, with its own octets, to its own project.
 */
class CrashIT {
  private static final int MAILS = Integer.getInteger("crash.mails", 1_000);
  private static final boolean LONG = MAILS >= 10_000;
  private static final int KILLS = LONG ? 20 : 4;
  private static final int BROKER_KILLS = LONG ? 3 : 1;
  private static final int MAILBOXES = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(90 + MAILS / 50);

  /** Small batches: many transactions to die in. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "mail-bridge.poller.batch.mails", "5",
          "mail-bridge.poller.session-timeout", "3S",
          "mail-bridge.poller.read-timeout", "5S");

  @TempDir Path folder;

  private final long seed = Long.getLong("crash.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<Moment, Integer> deaths = new EnumMap<>(Moment.class);

  @Test
  void shouldPublishEachMailOnceWhereverPollersAndBrokerDie() throws Exception {
    try (Installation installation = new Installation(folder, SETTINGS);
        Books books = new Books(installation)) {
      // Given
      for (int i = 0; i < MAILBOXES; i++) {
        installation.define(mailbox(i), project(i));
      }

      // When
      for (int kill = 0; kill < KILLS; kill++) {
        deliver(books, MAILS / (KILLS + BROKER_KILLS + 1));
        killAt(installation, Moment.values()[kill % Moment.values().length]);
      }
      try (Replica last = installation.startReplica()) {
        for (int kill = 0; kill < BROKER_KILLS; kill++) {
          int before = books.records();
          deliver(books, MAILS / (KILLS + BROKER_KILLS + 1));
          await().atMost(PATIENCE).until(() -> books.records() > before);
          installation.killBroker();
        }
        deliver(books, MAILS - books.delivered());

        // Then
        await()
            .alias("all events come, seed " + seed)
            .atMost(PATIENCE)
            .until(() -> books.records() >= MAILS);
        // Whatever would come twice has time to come.
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
      }
      books.check();
      assertThat(deaths.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(KILLS);
      System.out.printf(
          "%d mails, pollers killed at %s, broker %d times: each mail once (seed %d)%n",
          MAILS, deaths, BROKER_KILLS, seed);
    }
  }

  /** Lets a poller read until some transaction comes to that moment, and kills it there. */
  private void killAt(Installation installation, Moment moment) throws Exception {
    AtomicInteger left = new AtomicInteger(1 + random.nextInt(10));
    List<Replica> victim = new ArrayList<>();
    installation
        .relay()
        .watch(
            now -> {
              if (now != moment || left.decrementAndGet() > 0) {
                return false;
              }
              victim.forEach(Replica::kill);
              return true;
            });
    try (Replica replica = installation.startReplica()) {
      victim.add(replica);
      await()
          .alias("%s, seed %d".formatted(moment, seed))
          .atMost(PATIENCE)
          .until(() -> !replica.isAlive());
      deaths.merge(moment, 1, Integer::sum);
    } finally {
      installation.relay().watch(now -> false);
    }
  }

  private static void deliver(Books books, int mails) {
    for (int i = 0; i < mails; i++) {
      int mailbox = books.delivered() % MAILBOXES;
      books.deliver(mailbox(mailbox), project(mailbox));
    }
  }

  private static String mailbox(int number) {
    return "crash" + number;
  }

  private static ProjectId project(int mailbox) {
    return mailbox % 2 == 0 ? Installation.HELPDESK : Installation.OTHER;
  }
}

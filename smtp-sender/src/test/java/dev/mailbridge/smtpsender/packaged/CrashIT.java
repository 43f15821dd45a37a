package dev.mailbridge.smtpsender.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.fault.Fault;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.smtpsender.fixture.HelpDesk;
import dev.mailbridge.testkit.SharedKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * SIGKILL at random moments, answers to DATA lost at random: every mail arrives exactly once, or is
 * held as uncertain; none is lost, none comes twice. {@code -Dcrash.mails=2000} is the long run.
 */
class CrashIT {
  private static final Map<String, String> QUICK =
      Map.of(
          "mail-bridge.retry.first", "PT1S",
          "mail-bridge.retry.first-search", "PT1S",
          "mail-bridge.retry.absence-counts-after", "PT6S",
          "mail-bridge.retry.search-interval", "PT2S");
  private static final String CUSTOMER = "crash@customer.example";
  private static final int MAILS = Integer.getInteger("crash.mails", 200);
  private static final Duration PATIENCE = Duration.ofSeconds(60 + MAILS / 5);

  @TempDir Path folder;

  private final long seed = Long.getLong("crash.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /** How the tenant keeps copies of what was sent; times are a hundredth of real ones. */
  enum Copies {
    AT_ONCE,
    LATE,
    REWRITTEN_ID,
    WITH_THE_SIGNER,
    NONE;

    /** The nightly run has fewer mails for each of the others. */
    int mails() {
      return this == AT_ONCE ? MAILS : MAILS / 5;
    }

    List<Fault> faults() {
      return switch (this) {
        case AT_ONCE, WITH_THE_SIGNER -> List.of();
        case LATE ->
            List.of(
                fault(FaultKind.SENT_ITEMS_LATE, 0.3, Duration.ofMillis(3_000), true),
                fault(FaultKind.SENT_ITEMS_LATE, 0.6, Duration.ofMillis(1_200), true));
        case REWRITTEN_ID -> List.of(fault(FaultKind.MESSAGE_ID_REWRITTEN, 1, Duration.ZERO, true));
        case NONE -> List.of(fault(FaultKind.SENT_ITEMS_MISSING, 1, Duration.ZERO, true));
      };
    }
  }

  @Test
  void shouldDeliverEachMailOnceWhenKilledAndAnswersAreLost() throws IOException {
    run(Copies.AT_ONCE);
  }

  @ParameterizedTest
  @EnumSource(value = Copies.class, mode = EnumSource.Mode.EXCLUDE, names = "AT_ONCE")
  @EnabledIfSystemProperty(
      named = "crash.mails",
      matches = "2000",
      disabledReason = "takes minutes: it is in the nightly profile")
  void shouldDeliverNoMailTwiceHoweverCopiesAreKept(Copies copies) throws IOException {
    run(copies);
  }

  private void run(Copies copies) throws IOException {
    int mails = copies.mails();
    try (Installation installation =
            new Installation(SimulatorConfig.onFreePorts().withoutLimits(), folder, QUICK);
        HelpDesk helpDesk = HelpDesk.open(SharedKafka.bootstrapServers())) {
      Simulator simulator = installation.simulator();
      SenderProcess sender = installation.sender();
      // Given
      simulator.apply(fault(FaultKind.ANSWER_LOST, 0.03, Duration.ofMillis(50), true));
      simulator.apply(fault(FaultKind.ANSWER_LOST, 0.03, Duration.ofMillis(50), false));
      copies.faults().forEach(simulator::apply);
      String mailbox =
          installation.define(
              helpDesk,
              1_000_000,
              copies == Copies.WITH_THE_SIGNER ? SeedDirectory.SUPPORT : SeedDirectory.HELPDESK);
      sender.start();

      // When
      Map<String, String> states = new HashMap<>();
      for (int i = 0; i < mails; i++) {
        OutgoingMail mail = helpDesk.replyTo(mailbox, "TICKET-" + i, CUSTOMER);
        states.put(mail.id().value(), "");
        helpDesk.send(helpDesk.withSubject(mail, mail.id().value()));
      }
      int kills = 0;
      while (kills < 3 || (undecided(helpDesk, states) > mails / 10 && kills < mails / 40)) {
        LockSupport.parkNanos(200_000_000L + random.nextLong(2_000_000_000L));
        sender.kill();
        kills++;
        sender.start();
      }
      await()
          .alias("all are decided, seed " + seed)
          .atMost(PATIENCE)
          .until(() -> undecided(helpDesk, states) == 0);

      // Then
      Map<String, Integer> arrived = copies(simulator);
      long held = 0;
      for (Map.Entry<String, String> mail : states.entrySet()) {
        int count = arrived.getOrDefault(mail.getKey(), 0);
        assertThat(count).as("copies of %s, seed %d", mail.getKey(), seed).isLessThan(2);
        if (mail.getValue().equals("held")) {
          held++;
        } else {
          assertThat(count).as("copies of %s, seed %d", mail.getKey(), seed).isEqualTo(1);
        }
      }
      System.out.printf(
          "%s: %d mails, %d kills, %d delivered, %d held as uncertain, none twice (seed %d)%n",
          copies, mails, kills, arrived.size(), held, seed);
      if (copies != Copies.NONE) {
        assertThat(held).as("held although copies tell, seed %d", seed).isZero();
      }
    }
  }

  /** Takes the reports in; a later one counts. */
  private static long undecided(HelpDesk helpDesk, Map<String, String> states) {
    for (DeliveryReport report : helpDesk.allReports()) {
      String state =
          report.state() == DeliveryState.SENT
              ? "sent"
              : report.state() == DeliveryState.UNCERTAIN && "UNDECIDED".equals(report.reason())
                  ? "held"
                  : "";
      states.replace(report.outgoingId().value(), state);
    }
    return states.values().stream().filter(String::isEmpty).count();
  }

  private static Map<String, Integer> copies(Simulator simulator) throws IOException {
    Map<String, Integer> copies = new HashMap<>();
    for (var mail : simulator.mails(CUSTOMER, "INBOX")) {
      String text = new String(mail.content().octets(), StandardCharsets.UTF_8);
      int at = text.indexOf("Subject: ") + "Subject: ".length();
      copies.merge(text.substring(at, text.indexOf("\r\n", at)).strip(), 1, Integer::sum);
    }
    return copies;
  }

  private static Fault fault(FaultKind kind, double share, Duration delay, boolean taken) {
    return new Fault(
        null,
        kind,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(share),
        Optional.empty(),
        Optional.empty(),
        Optional.of(delay),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(taken),
        Optional.empty());
  }
}

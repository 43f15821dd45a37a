package dev.mailbridge.smtpsender.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.smtpsender.fixture.HelpDesk;
import dev.mailbridge.smtpsender.fixture.ScriptedSmtpServer;
import dev.mailbridge.testkit.SharedKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Sixty replies at once into a mailbox with Exchange's limits, in real time. */
@EnabledIfSystemProperty(
    named = "crash.mails",
    matches = "2000",
    disabledReason = "takes more than a minute: it is in the nightly profile")
class BurstIT {
  private static final String CUSTOMER = "burst@customer.example";
  private static final int CONVERSATIONS = 20;

  @TempDir Path folder;

  @Test
  void shouldSendAllInOrderWithinTwoMinutesAndProvokeNoRefusal() throws IOException {
    try (Installation installation =
            new Installation(SimulatorConfig.onFreePorts(), folder, Map.of());
        HelpDesk helpDesk = HelpDesk.open(SharedKafka.bootstrapServers())) {
      // Given
      String mailbox = installation.define(helpDesk, null);
      installation.sender().start();

      // When
      Instant start = Instant.now();
      List<OutgoingMail> mails = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        OutgoingMail mail = helpDesk.replyTo(mailbox, "TICKET-" + i % CONVERSATIONS, CUSTOMER);
        mails.add(helpDesk.withSubject(mail, "%d of %d".formatted(i, i % CONVERSATIONS)));
      }
      mails.forEach(helpDesk::send);

      // Then
      for (OutgoingMail mail : mails) {
        assertThat(helpDesk.reports(mail, 2, Duration.ofMinutes(2)))
            .extracting(DeliveryReport::state)
            .containsExactly(DeliveryState.ACCEPTED, DeliveryState.SENT);
      }
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(2));
      Map<Integer, List<Integer>> order = new HashMap<>();
      for (var mail : installation.simulator().mails(CUSTOMER, "INBOX")) {
        String text = new String(mail.content().octets(), StandardCharsets.UTF_8);
        String[] words = text.split("Subject: ")[1].split("\r\n")[0].split(" of ");
        order
            .computeIfAbsent(Integer.valueOf(words[1]), any -> new ArrayList<>())
            .add(Integer.valueOf(words[0]));
      }
      assertThat(order).hasSize(CONVERSATIONS);
      assertThat(order.values()).allSatisfy(numbers -> assertThat(numbers).isSorted().hasSize(3));
    }
  }

  /** Case 34, its script in real time. */
  @Test
  void shouldHaveAllAcceptedOnceAtAServerThatThrottles() throws IOException {
    ThrottlingScript script = new ThrottlingScript();
    try (ScriptedSmtpServer server = ScriptedSmtpServer.start(script);
        Installation installation =
            new Installation(SimulatorConfig.onFreePorts(), folder, Map.of());
        HelpDesk helpDesk = HelpDesk.open(SharedKafka.bootstrapServers())) {
      // Given
      script.server(server);
      String mailbox = helpDesk.defineMailbox(server.port());
      installation.sender().start();

      // When
      List<OutgoingMail> mails = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        mails.add(helpDesk.replyTo(mailbox, "CASE-34-" + i, CUSTOMER));
      }
      mails.forEach(helpDesk::send);

      // Then
      await()
          .atMost(Duration.ofMinutes(4))
          .until(
              () ->
                  helpDesk.allReports().stream()
                          .filter(report -> report.state() == DeliveryState.SENT)
                          .count()
                      == mails.size());
      List<DeliveryReport> reports = helpDesk.allReports();
      assertThat(reports)
          .extracting(DeliveryReport::state)
          .containsOnly(DeliveryState.ACCEPTED, DeliveryState.DEFERRED, DeliveryState.SENT);
      assertThat(reports).allSatisfy(report -> assertThat(report.attempt()).isLessThanOrEqualTo(5));
      assertThat(server.queued()).hasSize(60);
      assertThat(server.queued().stream().map(mail -> mail.header("Message-ID")).distinct())
          .hasSize(60);
      assertThat(server.mostOpenConnections()).isEqualTo(3);
      assertThat(script.refusals()).isEqualTo(1);
    }
  }
}

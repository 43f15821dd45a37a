package dev.mailbridge.smtpsender.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.TicketAddress;
import dev.mailbridge.contracts.TicketMessageId;
import dev.mailbridge.contracts.Transport;
import dev.mailbridge.smtpsender.fixture.FakeTokens;
import dev.mailbridge.smtpsender.fixture.HelpDesk;
import dev.mailbridge.smtpsender.fixture.ReceivedMail;
import dev.mailbridge.smtpsender.fixture.ScriptedServerTest;
import dev.mailbridge.smtpsender.fixture.SenderTestProfile;
import dev.mailbridge.smtpsender.fixture.SmtpScript;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import dev.mailbridge.testkit.SimulatorTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(SimulatorTestResource.class)
@TestProfile(SenderTestProfile.class)
class SendingTest extends ScriptedServerTest {
  @Test
  void shouldSendAndReportWhenCommandComes() {
    // Given
    String mailbox = helpDesk.defineMailbox(server.port());
    OutgoingMail mail = helpDesk.reply(mailbox, "TICKET-1");

    // When
    helpDesk.send(mail);

    // Then
    List<DeliveryReport> reports = helpDesk.reports(mail, 2);
    assertThat(reports)
        .extracting(DeliveryReport::state)
        .containsExactly(DeliveryState.ACCEPTED, DeliveryState.SENT);
    ReceivedMail received = server.queued().getFirst();
    assertThat(received.recipients()).containsExactly("customer@customer.example");
    assertThat(received.header("Message-ID")).isEqualTo(reports.getLast().messageId());
    assertThat(received.header("References")).endsWith(reports.getLast().messageId());
    assertThat(received.header("In-Reply-To")).isEqualTo("<question@customer.example>");
    assertThat(
            TicketMessageId.verify(
                ProjectId.of("helpdesk"),
                received.header("Message-ID"),
                id -> Optional.of(FakeTokens.KEY)))
        .contains("TICKET-1");
    assertThat(helpDesk.sentMail(reports.getLast().messageId()).ticketRef()).isEqualTo("TICKET-1");
  }

  @Test
  void shouldAskForAnswersToTheTicketsAddressWhenTheMailboxSaysSo() {
    // Given
    MailboxDefinition plain =
        HelpDesk.mailbox("mailbox-" + UUID.randomUUID(), "helpdesk", server.port(), 1, null, null);
    helpDesk.define(
        new MailboxDefinition(
            plain.id(),
            plain.project(),
            plain.address(),
            plain.displayName(),
            true,
            null,
            new MailboxDefinition.Outgoing(
                Transport.SMTP,
                "localhost",
                server.port(),
                ConnectionSecurity.NONE,
                null,
                null,
                null,
                null,
                true),
            List.of(),
            1));
    OutgoingMail mail = helpDesk.reply(plain.id().value(), "TICKET-7");

    // When
    helpDesk.send(mail);
    helpDesk.reports(mail, 2);

    // Then
    String replyTo = server.queued().getFirst().header("Reply-To");
    assertThat(replyTo).startsWith("Contoso Desk <desk+mb1-");
    assertThat(
            TicketAddress.verify(
                ProjectId.of("helpdesk"),
                replyTo.substring(replyTo.indexOf('<') + 1, replyTo.indexOf('>')),
                id -> Optional.of(FakeTokens.KEY)))
        .contains("TICKET-7");
  }

  @Test
  void shouldSendOnceWhenCommandComesTwice() {
    // Given
    String mailbox = helpDesk.defineMailbox(server.port());
    OutgoingMail mail = helpDesk.reply(mailbox, "TICKET-2");

    // When
    helpDesk.send(mail);
    helpDesk.send(mail);
    helpDesk.reports(mail, 2);
    OutgoingMail next = helpDesk.reply(mailbox, "TICKET-2");
    helpDesk.send(next);
    helpDesk.reports(next, 2);

    // Then
    assertThat(server.queued()).hasSize(2);
  }

  @Test
  void shouldReportConflictWhenIdComesWithOtherContent() {
    // Given
    String mailbox = helpDesk.defineMailbox(server.port());
    OutgoingMail mail = helpDesk.reply(mailbox, "TICKET-3");
    helpDesk.send(mail);
    helpDesk.reports(mail, 2);

    // When
    helpDesk.send(helpDesk.withSubject(mail, "Something else"));

    // Then
    DeliveryReport report = helpDesk.reports(mail, 3).getLast();
    assertThat(report.state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(report.reason()).isEqualTo("ID_CONFLICT");
    assertThat(server.queued()).hasSize(1);
  }

  @Test
  void shouldRefuseWhenMailboxBelongsToAnotherProject() {
    // Given
    String mailbox = helpDesk.defineMailbox("facilities", server.port());
    OutgoingMail mail = helpDesk.reply(mailbox, "TICKET-4");

    // When
    helpDesk.send(mail);

    // Then
    DeliveryReport report = helpDesk.reports(mail, 1).getFirst();
    assertThat(report.state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(report.reason()).isEqualTo("WRONG_PROJECT");
    assertThat(server.commands()).isEmpty();
  }

  @Test
  void shouldTryAgainWhenServerGreylists() {
    // Given
    server.follow(
        new SmtpScript() {
          @Override
          public String rcptTo(String address, int mail) {
            return mail == 1 ? "451 4.7.1 Greylisted, try again later" : "250 2.1.5 OK";
          }
        });
    String mailbox = helpDesk.defineMailbox(server.port());
    OutgoingMail mail = helpDesk.reply(mailbox, "TICKET-5");

    // When
    helpDesk.send(mail);

    // Then
    List<DeliveryReport> reports = helpDesk.reports(mail, 3);
    assertThat(reports)
        .extracting(DeliveryReport::state)
        .containsExactly(DeliveryState.ACCEPTED, DeliveryState.DEFERRED, DeliveryState.SENT);
    assertThat(reports.get(1).smtpReply().enhancedCode()).isEqualTo("4.7.1");
    assertThat(reports.get(1).nextAttemptAt()).isNotNull();
  }

  @Test
  void shouldHoldAndNotSendAgainWhenAnswerIsLost() {
    // Given
    server.follow(
        new SmtpScript() {
          @Override
          public String dot(ReceivedMail received, int mail) {
            return CLOSE;
          }

          @Override
          public boolean queued(ReceivedMail received, int mail) {
            return true;
          }
        });
    String mailbox = helpDesk.defineMailbox(server.port());
    OutgoingMail mail = helpDesk.reply(mailbox, "TICKET-6");

    // When
    helpDesk.send(mail);

    // Then
    List<DeliveryReport> reports = helpDesk.reports(mail, 2);
    assertThat(reports.getLast().state()).isEqualTo(DeliveryState.UNCERTAIN);
    await().during(Duration.ofSeconds(3)).until(() -> server.queued().size() == 1);
  }
}

package dev.mailbridge.smtpsender.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.smtpsender.fixture.FakeTokens;
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
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cases 35 and 36: refusals for good, and an answer that never comes. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(SimulatorTestResource.class)
@TestProfile(SenderTestProfile.class)
class RefusalCasesTest extends ScriptedServerTest {
  @Inject FakeTokens tokens;

  private void firstDotIsAnswered(String reply) {
    server.follow(
        new SmtpScript() {
          @Override
          public String dot(ReceivedMail received, int mail) {
            return mail == 1 ? reply : "250 2.0.0 OK queued";
          }
        });
  }

  /** Sends a mail, and then another one that must get through. */
  private DeliveryReport failure(OutgoingMail mail) {
    helpDesk.send(mail);
    List<DeliveryReport> reports = helpDesk.reports(mail, 2);
    OutgoingMail next = helpDesk.reply(mail.mailboxId().value(), "NEXT");
    helpDesk.send(next);
    assertThat(helpDesk.reports(next, 2).getLast().state()).isEqualTo(DeliveryState.SENT);
    assertThat(reports.getLast().outgoingId()).isEqualTo(mail.id());
    assertThat(reports.getLast().mailboxId()).isEqualTo(mail.mailboxId());
    return reports.getLast();
  }

  @Test
  void shouldHoldTheMailAloneWhenSendAsIsDenied() {
    // Given
    String text =
        "STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to"
            + " process message due to a permanent exception";
    firstDotIsAnswered("554 5.2.0 " + text);

    // When
    DeliveryReport report =
        failure(helpDesk.reply(helpDesk.defineMailbox(server.port()), "CASE-35-1"));

    // Then
    assertThat(report.attempt()).isEqualTo(1);
    assertThat(report.reason()).isEqualTo("SEND_AS_DENIED");
    assertThat(report.smtpReply()).isEqualTo(new DeliveryReport.SmtpReply(554, "5.2.0", text));
  }

  @Test
  void shouldTryOnceForTheWholeMailboxWhenSmtpAuthIsDisabled() {
    // Given
    int refreshes = tokens.refreshes();
    server.follow(
        new SmtpScript() {
          @Override
          public String auth(String decoded) {
            return "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled"
                + " for the Tenant.";
          }
        });
    String mailbox = helpDesk.defineMailbox(server.port());
    OutgoingMail first = helpDesk.reply(mailbox, "CASE-35-2");

    // When
    helpDesk.send(first);
    DeliveryReport report = helpDesk.reports(first, 2).getLast();
    int tries = server.connectionCount();
    OutgoingMail second = helpDesk.reply(mailbox, "CASE-35-2b");
    helpDesk.send(second);
    helpDesk.reports(second, 1);

    // Then
    assertThat(report.state()).isEqualTo(DeliveryState.PAUSED);
    assertThat(report.reason()).isEqualTo("SMTP_AUTH_DISABLED");
    assertThat(report.smtpReply().enhancedCode()).isEqualTo("5.7.139");
    assertThat(server.connectionCount()).isEqualTo(tries);
    assertThat(tokens.refreshes()).isEqualTo(refreshes);
  }

  @Test
  void shouldNotTryAgainWhenTheServerFindsItTooLarge() {
    // Given
    firstDotIsAnswered("552 5.3.4 Message size exceeds fixed maximum message size");

    // When
    DeliveryReport report =
        failure(helpDesk.reply(helpDesk.defineMailbox(server.port()), "CASE-35-4"));

    // Then
    assertThat(report.state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(report.attempt()).isEqualTo(1);
    assertThat(report.reason()).isEqualTo("TOO_LARGE");
  }

  @Test
  void shouldTransferNothingWhenItIsLargerThanTheServerAnnounces() {
    // Given: SIZE, and a mail that is larger than it
    server.follow(
        new SmtpScript() {
          @Override
          public List<String> extensions() {
            return List.of("PIPELINING", "SIZE 1000", "AUTH XOAUTH2");
          }
        });
    OutgoingMail mail = helpDesk.reply(helpDesk.defineMailbox(server.port()), "CASE-35-3");

    // When
    helpDesk.send(helpDesk.withSubject(mail, "x".repeat(900)));

    // Then
    DeliveryReport report = helpDesk.reports(mail, 2).getLast();
    assertThat(report.reason()).isEqualTo("TOO_LARGE");
    assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
  }

  @Test
  void shouldWaitAnHourAndTellBothLinesWhenTheQuotaIsUsedUp() {
    // Given
    firstDotIsAnswered(
        "554-5.2.0 first line\r\n"
            + "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException");
    OutgoingMail mail = helpDesk.reply(helpDesk.defineMailbox(server.port()), "CASE-35-5");

    // When
    helpDesk.send(mail);

    // Then
    DeliveryReport report = helpDesk.reports(mail, 2).getLast();
    assertThat(report.state()).isEqualTo(DeliveryState.DEFERRED);
    assertThat(report.reason()).isEqualTo("QUOTA");
    assertThat(Duration.between(report.at(), report.nextAttemptAt()))
        .isGreaterThanOrEqualTo(Duration.ofHours(1));
    assertThat(report.smtpReply().text())
        .isEqualTo("first line\nSTOREDRV.Submission.Exception:SubmissionQuotaExceededException");
  }

  @Test
  void shouldLeaveOneCopyWhenTheAnswerIsWithheldAndTheCommandComesTwice() {
    // Given
    server.follow(
        new SmtpScript() {
          @Override
          public String dot(ReceivedMail received, int mail) {
            return STALL;
          }

          @Override
          public boolean queued(ReceivedMail received, int mail) {
            return true;
          }
        });
    OutgoingMail mail = helpDesk.reply(helpDesk.defineMailbox(server.port()), "CASE-36");

    // When
    helpDesk.send(mail);
    helpDesk.send(mail);
    List<DeliveryReport> reports = helpDesk.reports(mail, 3);

    // Then
    assertThat(reports)
        .extracting(DeliveryReport::state)
        .containsExactly(DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN, DeliveryState.UNCERTAIN);
    assertThat(reports.getLast().reason()).isEqualTo("UNDECIDED");
    assertThat(server.queued()).hasSize(1);
    assertThat(server.queued().getFirst().header("Message-ID"))
        .isEqualTo(reports.getLast().messageId());
  }
}

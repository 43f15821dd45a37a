package dev.mailbridge.smtpsender.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.platform.check.CheckReport;
import dev.mailbridge.platform.check.CheckStep;
import dev.mailbridge.platform.check.CheckStep.Outcome;
import dev.mailbridge.smtpsender.fixture.HelpDesk;
import dev.mailbridge.smtpsender.fixture.ScriptedSmtpServer;
import dev.mailbridge.smtpsender.fixture.SenderTestProfile;
import dev.mailbridge.smtpsender.fixture.SmtpScript;
import dev.mailbridge.smtpsender.submission.SubmissionCheck;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@TestProfile(SenderTestProfile.class)
class SubmissionCheckTest {
  @Inject SubmissionCheck check;

  @Test
  void shouldPassEveryStepAndSendNothingWhenTheServerLetsIn() {
    try (ScriptedSmtpServer server = ScriptedSmtpServer.start(new SmtpScript() {})) {
      // When
      CheckReport report = check(server.port());

      // Then
      assertThat(report.steps()).extracting(CheckStep::outcome).containsOnly(Outcome.PASSED);
      assertThat(report.steps().getLast().detail()).contains("36700160");
      assertThat(server.queued()).isEmpty();
    }
  }

  @Test
  void shouldSayWhatToDoWhenSmtpAuthIsDisabled() {
    SmtpScript disabled =
        new SmtpScript() {
          @Override
          public String auth(String decoded) {
            return "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled"
                + " for the Mailbox.";
          }
        };
    try (ScriptedSmtpServer server = ScriptedSmtpServer.start(disabled)) {
      // When
      CheckReport report = check(server.port());

      // Then
      CheckStep last = report.steps().getLast();
      assertThat(last.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(last.detail()).contains("5.7.139");
      assertThat(last.remedy()).contains("Allow authenticated SMTP");
    }
  }

  @Test
  void shouldSkipTheSignInWhenTheServerCanNotBeReached() {
    ScriptedSmtpServer server = ScriptedSmtpServer.start(new SmtpScript() {});
    server.close();
    CheckReport report = check(server.port());
    assertThat(report.steps())
        .extracting(CheckStep::outcome)
        .containsExactly(Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED);
    assertThat(report.steps().get(1).remedy()).contains("outgoing host and port");
  }

  private CheckReport check(int port) {
    return check.smtp(HelpDesk.mailbox("mailbox-check", "helpdesk", port, 1, null, null));
  }
}

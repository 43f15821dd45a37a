package dev.mailbridge.smtpsender.submission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.smtpsender.submission.SendOutcome.Deferred;
import dev.mailbridge.smtpsender.submission.SendOutcome.NeedsAdministrator;
import dev.mailbridge.smtpsender.submission.SendOutcome.Refused;
import dev.mailbridge.smtpsender.submission.SendOutcome.Scope;
import dev.mailbridge.smtpsender.submission.SmtpOutcomeTable.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpOutcomeTableTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DOT  | 432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information. | CONNECTION_LIMIT
          DOT  | 432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded | CONNECTION_LIMIT
          MAIL | 421 4.3.2 The maximum number of messages per minute has been exceeded | THROTTLED
          CONNECT | 421 4.3.2 Service not available | THROTTLED
          AUTH | 454 4.7.0 Temporary authentication failure | TEMPORARY
          DOT  | 554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException | QUOTA
          """)
  void shouldSlowTheMailboxDownWhenServerAsksFor(Phase phase, String line, SendReason reason) {
    // When
    SendOutcome outcome = SmtpOutcomeTable.decide(phase, reply(line));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Deferred.class,
            deferred -> {
              assertThat(deferred.reason()).isEqualTo(reason);
              assertThat(deferred.scope()).isEqualTo(Scope.MAILBOX);
              assertThat(deferred.atLeast()).isPositive();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RECIPIENT | 451 4.7.1 Greylisted, try again later | TEMPORARY
          DOT  | 451 4.3.0 Local error | TEMPORARY
          DATA | 452 4.5.3 Too many recipients | TEMPORARY
          """)
  void shouldRetryTheMailAloneWhenFailureIsTransient(Phase phase, String line, SendReason reason) {
    // When
    SendOutcome outcome = SmtpOutcomeTable.decide(phase, reply(line));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Deferred.class,
            deferred -> {
              assertThat(deferred.reason()).isEqualTo(reason);
              assertThat(deferred.scope()).isEqualTo(Scope.MAIL);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AUTH | 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. | SMTP_AUTH_DISABLED | MAILBOX
          AUTH | 535 5.7.3 Authentication unsuccessful | TOKEN_REFUSED | MAILBOX
          MAIL | 530 5.7.57 Client not authenticated to send mail | TOKEN_REFUSED | MAILBOX
          DOT  | 550 5.1.8 Access denied, bad outbound sender | SENDER_BLOCKED | MAILBOX
          DOT  | 554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to process message due to a permanent exception | SEND_AS_DENIED | MAIL
          DOT  | 554 5.2.252 SendAsDenied; desk@contoso.example not allowed to send as ceo@contoso.example | SEND_AS_DENIED | MAIL
          MAIL | 550 5.7.60 SMTP; Client does not have permissions to send as this sender | SEND_AS_DENIED | MAIL
          """)
  void shouldWaitForAnAdministratorWhenServerSays(
      Phase phase, String line, SendReason reason, Scope scope) {
    // When
    SendOutcome outcome = SmtpOutcomeTable.decide(phase, reply(line));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            NeedsAdministrator.class,
            admin -> {
              assertThat(admin.reason()).isEqualTo(reason);
              assertThat(admin.scope()).isEqualTo(scope);
              assertThat(admin.remedy()).isNotBlank();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DOT  | 552 5.3.4 Message size exceeds fixed maximum message size | TOO_LARGE
          MAIL | 552 5.3.4 Message size exceeds fixed maximum message size | TOO_LARGE
          DOT  | 554 5.2.2 mailbox full | MAILBOX_FULL
          RECIPIENT | 550 5.1.1 User unknown | RECIPIENT_REFUSED
          RECIPIENT | 550 5.4.1 Recipient address rejected: Access denied | RECIPIENT_REFUSED
          DOT  | 550 5.2.0 MapiExceptionDuplicateDelivery | DUPLICATE_DELIVERY
          DOT  | 554 5.6.0 Invalid message content | REFUSED
          """)
  void shouldRefuseWhenFailureIsPermanent(Phase phase, String line, SendReason reason) {
    // When
    SendOutcome outcome = SmtpOutcomeTable.decide(phase, reply(line));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  @Test
  void shouldWaitAnHourWithBothLinesWhenQuotaIsExceeded() {
    // Given
    SmtpReply reply =
        SmtpReply.parse(
            554,
            "554-5.2.0 first line\n554 5.2.0 STOREDRV.Submission.Exception:"
                + "SubmissionQuotaExceededException");

    // When
    SendOutcome outcome = SmtpOutcomeTable.decide(Phase.DOT, reply);

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Deferred.class,
            deferred -> {
              assertThat(deferred.atLeast()).isGreaterThanOrEqualTo(Duration.ofHours(1));
              assertThat(deferred.reply().text())
                  .isEqualTo(
                      "first line\nSTOREDRV.Submission.Exception:SubmissionQuotaExceededException");
            });
  }

  @Test
  void shouldNeverTakeAnUnknownAnswerForPermanent() {
    // When
    SendOutcome outcome = SmtpOutcomeTable.decide(Phase.DOT, new SmtpReply(354, null, "Go on"));

    // Then
    assertThat(outcome).isInstanceOf(Deferred.class);
  }

  private static SmtpReply reply(String line) {
    return SmtpReply.parse(Integer.parseInt(line.substring(0, 3)), line);
  }
}

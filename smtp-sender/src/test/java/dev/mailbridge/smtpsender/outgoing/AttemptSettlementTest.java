package dev.mailbridge.smtpsender.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.smtpsender.submission.RecipientReply;
import dev.mailbridge.smtpsender.submission.SendOutcome;
import dev.mailbridge.smtpsender.submission.SendOutcome.Scope;
import dev.mailbridge.smtpsender.submission.SendReason;
import dev.mailbridge.smtpsender.submission.SmtpReply;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptSettlementTest {
  private static final Instant NOW = Instant.parse("2026-03-03T12:00:00Z");
  private static final SmtpReply OK = new SmtpReply(250, "2.0.0", "OK");
  private static final SmtpReply LATER = new SmtpReply(451, "4.7.1", "Greylisted");
  private static final SmtpReply UNKNOWN = new SmtpReply(550, "5.1.1", "User unknown");

  private final RetryConfig config =
      new SmallRyeConfigBuilder()
          .withMapping(RetryConfig.class)
          .build()
          .getConfigMapping(RetryConfig.class);
  private final AttemptSettlement settlement =
      new AttemptSettlement(new Backoff(config, () -> 0), config);

  @Test
  void shouldLearnTheServersIdWhenItReplacedOurs() {
    // Given
    SmtpReply reply = new SmtpReply(250, "2.0.0", "OK <theirs@prod.outlook.com> [Hostname=x]");

    // When
    MailUpdate update = settle(new SendOutcome.Sent(reply));

    // Then
    assertThat(update.state()).isEqualTo(MailState.SENT);
    assertThat(update.serverMessageId()).isEqualTo("<theirs@prod.outlook.com>");
  }

  @Test
  void shouldWaitLongerWithEachAttempt() {
    // Given
    StoredMail mail = StoredMailFixture.sending(NOW, "a@customer.example");

    // When
    List<Duration> waits =
        List.of(1, 2, 3, 9, 20).stream()
            .map(
                attempts -> {
                  mail.attempts = attempts;
                  return Duration.between(
                      NOW, settlement.settle(mail, deferred(LATER), NOW).dueAt());
                })
            .toList();

    // Then
    assertThat(waits)
        .containsExactly(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(4),
            Duration.ofHours(4),
            Duration.ofHours(4));
  }

  @Test
  void shouldGiveUpWhenTwoDaysHavePassed() {
    // Given
    StoredMail mail =
        StoredMailFixture.sending(NOW.minus(Duration.ofHours(48)), "a@customer.example");

    // When
    MailUpdate update = settlement.settle(mail, deferred(LATER), NOW);

    // Then
    assertThat(update.state()).isEqualTo(MailState.FAILED);
    assertThat(update.reason()).isEqualTo(SendReason.GAVE_UP);
    assertThat(update.reply()).isEqualTo(LATER);
  }

  @Test
  void shouldBeSentWhenOnlySomeRecipientsAreRefused() {
    // Given
    StoredMail mail =
        StoredMailFixture.sending(NOW, "a@customer.example", "nobody@customer.example");

    // When
    MailUpdate update =
        settlement.settle(
            mail,
            new SendOutcome.RefusedRecipients(
                OK,
                List.of(
                    new RecipientReply(
                        "nobody@customer.example", SendReason.RECIPIENT_REFUSED, UNKNOWN))),
            NOW);

    // Then
    assertThat(update.state()).isEqualTo(MailState.SENT);
    assertThat(update.reason()).isEqualTo(SendReason.RECIPIENT_REFUSED);
    assertThat(update.recipients())
        .extracting(RecipientState::state)
        .containsExactly(DeliveryState.SENT, DeliveryState.REFUSED);
  }

  @Test
  void shouldTryOnlyTheRestAgainWhenSomeRecipientsWereDeferred() {
    // Given
    StoredMail mail = StoredMailFixture.sending(NOW, "a@customer.example", "b@customer.example");

    // When
    MailUpdate update =
        settlement.settle(
            mail,
            new SendOutcome.RefusedRecipients(
                OK, List.of(new RecipientReply("b@customer.example", SendReason.TEMPORARY, LATER))),
            NOW);

    // Then
    assertThat(update.state()).isEqualTo(MailState.DEFERRED);
    assertThat(update.recipients())
        .filteredOn(RecipientState::open)
        .extracting(RecipientState::address)
        .containsExactly("b@customer.example");
  }

  @Test
  void shouldBeSentWhenRefusedAsDuplicateAfterALostAnswer() {
    // Given
    SmtpReply duplicate = new SmtpReply(550, "5.2.0", "MapiExceptionDuplicateDelivery");
    SendOutcome outcome = new SendOutcome.Refused(SendReason.DUPLICATE_DELIVERY, duplicate);
    StoredMail lost = StoredMailFixture.sending(NOW, "a@customer.example");
    lost.wasUncertain = true;

    // When
    MailUpdate afterLost = settlement.settle(lost, outcome, NOW);
    MailUpdate otherwise = settle(outcome);

    // Then
    assertThat(afterLost.state()).isEqualTo(MailState.SENT);
    assertThat(otherwise.state()).isEqualTo(MailState.REFUSED);
  }

  @Test
  void shouldKeepTheMailWhenAnAdministratorIsNeeded() {
    // When
    MailUpdate update =
        settle(
            new SendOutcome.NeedsAdministrator(
                SendReason.SMTP_AUTH_DISABLED, "Allow it.", UNKNOWN, Scope.MAILBOX));

    // Then
    assertThat(update.state()).isEqualTo(MailState.PAUSED);
    assertThat(update.remedy()).isEqualTo("Allow it.");
  }

  private MailUpdate settle(SendOutcome outcome) {
    return settlement.settle(StoredMailFixture.sending(NOW, "a@customer.example"), outcome, NOW);
  }

  private static SendOutcome deferred(SmtpReply reply) {
    return new SendOutcome.Deferred(SendReason.TEMPORARY, reply, Scope.MAIL, Duration.ZERO);
  }
}

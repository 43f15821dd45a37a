package dev.mailbridge.smtpsender.submission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.smtpsender.fixture.FakeTokens;
import dev.mailbridge.smtpsender.fixture.ReceivedMail;
import dev.mailbridge.smtpsender.fixture.SmtpScript;
import dev.mailbridge.smtpsender.submission.SendOutcome.NeedsAdministrator;
import dev.mailbridge.smtpsender.submission.SendOutcome.Refused;
import dev.mailbridge.smtpsender.submission.SendOutcome.RefusedRecipients;
import dev.mailbridge.smtpsender.submission.SendOutcome.Scope;
import dev.mailbridge.smtpsender.submission.SendOutcome.Sent;
import dev.mailbridge.token.TokenFailure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server, or the token, says no to. */
class SmtpRefusalTest {
  private final FakeTokens tokens = new FakeTokens();
  private ScriptedChannel channel;

  @AfterEach
  void close() {
    channel.close();
  }

  @Test
  void shouldAskForOneNewerTokenWhenTokenIsRefused() {
    // Given
    channel =
        ScriptedChannel.open(
            tokens,
            new SmtpScript() {
              @Override
              public String auth(String decoded) {
                return decoded.contains("Bearer token-0\u0001")
                    ? "334 eyJzdGF0dXMiOiI0MDEifQ==\n535 5.7.3 Authentication unsuccessful"
                    : "235 2.7.0 Accepted";
              }
            });

    // When
    SendOutcome outcome = channel.send(ScriptedChannel.mail("one"));

    // Then
    assertThat(outcome).isInstanceOf(Sent.class);
    assertThat(tokens.refreshes()).isEqualTo(1);
  }

  @Test
  void shouldPauseWithoutAskingForATokenWhenSmtpAuthIsDisabled() {
    // Given
    channel =
        ScriptedChannel.open(
            tokens,
            new SmtpScript() {
              @Override
              public String auth(String decoded) {
                return "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled"
                    + " for the Tenant.";
              }
            });

    // When
    SendOutcome outcome = channel.send(ScriptedChannel.mail("one"));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            NeedsAdministrator.class,
            admin -> {
              assertThat(admin.reason()).isEqualTo(SendReason.SMTP_AUTH_DISABLED);
              assertThat(admin.scope()).isEqualTo(Scope.MAILBOX);
              assertThat(admin.reply().enhanced()).isEqualTo("5.7.139");
            });
    assertThat(tokens.refreshes()).isZero();
  }

  @Test
  void shouldTellWhatToDoWhenThereIsNoToken() {
    // Given
    channel = ScriptedChannel.open(tokens, new SmtpScript() {});
    tokens.answer(
        new TokenFailure(
            TokenFailure.Code.SIGN_IN_AGAIN, "Sign the mailbox in again.", null, null, null));

    // When
    SendOutcome outcome = channel.send(ScriptedChannel.mail("one"));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            NeedsAdministrator.class,
            admin -> assertThat(admin.remedy()).contains("Sign the mailbox in again."));
    assertThat(channel.server().connectionCount()).isZero();
  }

  @Test
  void shouldSendToTheOthersWhenOneRecipientIsRefused() {
    // Given
    channel =
        ScriptedChannel.open(
            tokens,
            new SmtpScript() {
              @Override
              public String rcptTo(String address, int mail) {
                return address.startsWith("nobody") ? "550 5.1.1 User unknown" : "250 2.1.5 OK";
              }
            });

    // When
    SendOutcome outcome =
        channel.send(
            new Submission(
                ScriptedChannel.envelope("nobody@b.example", "ann@b.example"),
                ScriptedChannel.content("one"),
                () -> true));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            RefusedRecipients.class,
            some ->
                assertThat(some.recipients())
                    .extracting(RecipientReply::address)
                    .containsExactly("nobody@b.example"));
    assertThat(channel.server().queued().getFirst().recipients()).containsExactly("ann@b.example");
  }

  @Test
  void shouldTakeTheNextMailWhenOneWasRefused() {
    // Given
    channel =
        ScriptedChannel.open(
            tokens,
            new SmtpScript() {
              @Override
              public String rcptTo(String address, int mail) {
                return mail == 1 ? "550 5.1.1 User unknown" : "250 2.1.5 OK";
              }
            });

    // When
    SendOutcome first = channel.send(ScriptedChannel.mail("one"));
    SendOutcome second = channel.send(ScriptedChannel.mail("two"));

    // Then
    assertThat(first).isInstanceOf(Refused.class);
    assertThat(second).isInstanceOf(Sent.class);
    assertThat(channel.server().queued()).extracting(ReceivedMail::text).containsExactly("two\r\n");
  }

  @Test
  void shouldRefuseWhenAddressNeedsUtf8AndServerHasNone() {
    // Given
    channel = ScriptedChannel.open(tokens, new SmtpScript() {});

    // When
    SendOutcome outcome =
        channel.send(
            new Submission(
                new Envelope("desk@contoso.example", List.of("rené@example.com"), List.of(), true),
                ScriptedChannel.content("one"),
                () -> true));

    // Then
    assertThat(outcome).isEqualTo(new Refused(SendReason.NEEDS_SMTPUTF8, null));
    assertThat(channel.server().commands()).noneMatch(line -> line.startsWith("MAIL"));
  }

  @Test
  void shouldUseUtf8WhenServerHasIt() {
    // Given
    channel =
        ScriptedChannel.open(
            tokens,
            new SmtpScript() {
              @Override
              public List<String> extensions() {
                return List.of("AUTH XOAUTH2", "8BITMIME", "SMTPUTF8");
              }
            });

    // When
    SendOutcome outcome =
        channel.send(
            new Submission(
                new Envelope("desk@contoso.example", List.of("rené@example.com"), List.of(), true),
                ScriptedChannel.content("one"),
                () -> true));

    // Then
    assertThat(outcome).isInstanceOf(Sent.class);
    assertThat(channel.server().commands())
        .anyMatch(
            line ->
                line.startsWith("MAIL FROM:<desk@contoso.example>") && line.endsWith("SMTPUTF8"));
    assertThat(channel.server().queued().getFirst().recipients())
        .containsExactly("rené@example.com");
  }
}

package dev.mailbridge.smtpsender.submission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.smtpsender.fixture.FakeTokens;
import dev.mailbridge.smtpsender.fixture.ReceivedMail;
import dev.mailbridge.smtpsender.fixture.ScriptedSmtpServer;
import dev.mailbridge.smtpsender.fixture.SmtpScript;
import dev.mailbridge.smtpsender.submission.SendOutcome.Deferred;
import dev.mailbridge.smtpsender.submission.SendOutcome.NeedsAdministrator;
import dev.mailbridge.smtpsender.submission.SendOutcome.Refused;
import dev.mailbridge.smtpsender.submission.SendOutcome.RefusedRecipients;
import dev.mailbridge.smtpsender.submission.SendOutcome.Scope;
import dev.mailbridge.smtpsender.submission.SendOutcome.Sent;
import dev.mailbridge.smtpsender.submission.SendOutcome.Uncertain;
import dev.mailbridge.token.TokenFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmtpChannelTest {
  private final FakeTokens tokens = new FakeTokens();
  private ScriptedSmtpServer server;
  private SmtpChannel channel;

  @AfterEach
  void close() {
    channel.close();
    server.close();
  }

  @Test
  void shouldReuseTheConnectionWhenMailsFollow() {
    // Given
    open(new SmtpScript() {});

    // When
    SendOutcome first = channel.send(mail("one"));
    SendOutcome second = channel.send(mail("two"));

    // Then
    assertThat(List.of(first, second)).allMatch(Sent.class::isInstance);
    assertThat(server.connectionCount()).isEqualTo(1);
    assertThat(server.queued())
        .extracting(ReceivedMail::text)
        .containsExactly("one\r\n", "two\r\n");
  }

  @Test
  void shouldNotCountAFailureWhenKeptConnectionHasDied() {
    // Given
    open(new SmtpScript() {});
    channel.send(mail("one"));
    server.cutConnections();

    // When
    SendOutcome outcome = channel.send(mail("two"));

    // Then
    assertThat(outcome).isInstanceOf(Sent.class);
    assertThat(server.queued()).hasSize(2);
  }

  @Test
  void shouldStuffDotsWhenLinesBeginWithThem() {
    // Given
    open(new SmtpScript() {});

    // When
    channel.send(mail(".\r\n..two\r\nend"));

    // Then
    assertThat(server.queued().getFirst().text()).isEqualTo(".\r\n..two\r\nend\r\n");
  }

  @Test
  void shouldBeUncertainWhenAnswerToTheDotIsLost() {
    // Given
    open(
        new SmtpScript() {
          @Override
          public String dot(ReceivedMail received, int mail) {
            return STALL;
          }
        });

    // When
    SendOutcome outcome = channel.send(mail("one"));

    // Then
    assertThat(outcome).isEqualTo(new Uncertain(SendReason.ANSWER_LOST));
  }

  @Test
  void shouldRetryWhenConnectionIsLostBeforeTheDot() {
    // Given
    open(
        new SmtpScript() {
          @Override
          public List<String> extensions() {
            return List.of("AUTH XOAUTH2");
          }

          @Override
          public int closeAfterOctets(int mail) {
            return 1_000;
          }
        });

    // When: far more than all buffers between take
    SendOutcome outcome = channel.send(mail("0123456789 and more\r\n".repeat(1_500_000)));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Deferred.class, deferred -> assertThat(deferred.scope()).isEqualTo(Scope.MAIL));
    assertThat(server.queued()).isEmpty();
  }

  @Test
  void shouldSendNothingWhenMailIsLargerThanTheServerTakes() {
    // Given
    open(new SmtpScript() {});

    // When
    SendOutcome outcome = channel.send(new Submission(envelope("a@b.example"), huge(), () -> true));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(SendReason.TOO_LARGE));
    assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
  }

  @Test
  void shouldAskForOneNewerTokenWhenTokenIsRefused() {
    // Given
    open(
        new SmtpScript() {
          @Override
          public String auth(String decoded) {
            return decoded.contains("Bearer token-0\u0001")
                ? "334 eyJzdGF0dXMiOiI0MDEifQ==\n535 5.7.3 Authentication unsuccessful"
                : "235 2.7.0 Accepted";
          }
        });

    // When
    SendOutcome outcome = channel.send(mail("one"));

    // Then
    assertThat(outcome).isInstanceOf(Sent.class);
    assertThat(tokens.refreshes()).isEqualTo(1);
  }

  @Test
  void shouldPauseWithoutAskingForATokenWhenSmtpAuthIsDisabled() {
    // Given
    open(
        new SmtpScript() {
          @Override
          public String auth(String decoded) {
            return "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled"
                + " for the Tenant.";
          }
        });

    // When
    SendOutcome outcome = channel.send(mail("one"));

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
    open(new SmtpScript() {});
    tokens.answer(
        new TokenFailure(
            TokenFailure.Code.SIGN_IN_AGAIN, "Sign the mailbox in again.", null, null, null));

    // When
    SendOutcome outcome = channel.send(mail("one"));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            NeedsAdministrator.class,
            admin -> assertThat(admin.remedy()).contains("Sign the mailbox in again."));
    assertThat(server.connectionCount()).isZero();
  }

  @Test
  void shouldSendToTheOthersWhenOneRecipientIsRefused() {
    // Given
    open(
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
                envelope("nobody@b.example", "ann@b.example"), content("one"), () -> true));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            RefusedRecipients.class,
            some ->
                assertThat(some.recipients())
                    .extracting(RecipientReply::address)
                    .containsExactly("nobody@b.example"));
    assertThat(server.queued().getFirst().recipients()).containsExactly("ann@b.example");
  }

  @Test
  void shouldTakeTheNextMailWhenOneWasRefused() {
    // Given
    open(
        new SmtpScript() {
          @Override
          public String rcptTo(String address, int mail) {
            return mail == 1 ? "550 5.1.1 User unknown" : "250 2.1.5 OK";
          }
        });

    // When
    SendOutcome first = channel.send(mail("one"));
    SendOutcome second = channel.send(mail("two"));

    // Then
    assertThat(first).isInstanceOf(Refused.class);
    assertThat(second).isInstanceOf(Sent.class);
    assertThat(server.queued()).extracting(ReceivedMail::text).containsExactly("two\r\n");
  }

  @Test
  void shouldRefuseWhenAddressNeedsUtf8AndServerHasNone() {
    // Given
    open(new SmtpScript() {});

    // When
    SendOutcome outcome =
        channel.send(
            new Submission(
                new Envelope("desk@contoso.example", List.of("rené@example.com"), List.of(), true),
                content("one"),
                () -> true));

    // Then
    assertThat(outcome).isEqualTo(new Refused(SendReason.NEEDS_SMTPUTF8, null));
    assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
  }

  @Test
  void shouldUseUtf8WhenServerHasIt() {
    // Given
    open(
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
                content("one"),
                () -> true));

    // Then
    assertThat(outcome).isInstanceOf(Sent.class);
    assertThat(server.commands())
        .anyMatch(
            line ->
                line.startsWith("MAIL FROM:<desk@contoso.example>") && line.endsWith("SMTPUTF8"));
    assertThat(server.queued().getFirst().recipients()).containsExactly("rené@example.com");
  }

  @Test
  void shouldTransferNothingWhenLeaseHasRunOut() {
    // Given
    open(new SmtpScript() {});

    // When
    SendOutcome outcome =
        channel.send(new Submission(envelope("a@b.example"), content("one"), () -> false));

    // Then
    assertThat(outcome).isInstanceOf(Deferred.class);
    assertThat(server.queued()).isEmpty();
  }

  @Test
  void shouldSayConnectionFailedWhenNobodyListens() {
    // Given
    open(new SmtpScript() {});
    server.close();

    // When
    SendOutcome outcome = channel.send(mail("one"));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Deferred.class,
            deferred -> assertThat(deferred.reason()).isEqualTo(SendReason.CONNECTION_FAILED));
  }

  private void open(SmtpScript script) {
    server = ScriptedSmtpServer.start(script);
    SmtpEndpoint endpoint =
        new SmtpEndpoint(
            "localhost",
            server.port(),
            ConnectionSecurity.NONE,
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            Duration.ofSeconds(5),
            Duration.ofMillis(500));
    Clock clock = Clock.systemUTC();
    channel =
        new SmtpChannel(new SmtpConnector(MailboxId.of("desk"), endpoint, tokens, clock), clock);
  }

  private static Submission mail(String text) {
    return new Submission(envelope("customer@customer.example"), content(text), () -> true);
  }

  private static Envelope envelope(String... recipients) {
    return new Envelope("desk@contoso.example", List.of(recipients), List.of(), false);
  }

  private static Submission.Content content(String text) {
    byte[] octets = (text + "\r\n").getBytes(StandardCharsets.UTF_8);
    return new Submission.Content() {
      @Override
      public long size() {
        return octets.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(octets);
      }
    };
  }

  private static Submission.Content huge() {
    return new Submission.Content() {
      @Override
      public long size() {
        return 54_000_000;
      }

      @Override
      public void writeTo(OutputStream out) {
        throw new IllegalStateException("must not be asked for");
      }
    };
  }
}

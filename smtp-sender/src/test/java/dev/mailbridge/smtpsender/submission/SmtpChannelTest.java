package dev.mailbridge.smtpsender.submission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.smtpsender.fixture.FakeTokens;
import dev.mailbridge.smtpsender.fixture.ReceivedMail;
import dev.mailbridge.smtpsender.fixture.SmtpScript;
import dev.mailbridge.smtpsender.submission.SendOutcome.Deferred;
import dev.mailbridge.smtpsender.submission.SendOutcome.Refused;
import dev.mailbridge.smtpsender.submission.SendOutcome.Scope;
import dev.mailbridge.smtpsender.submission.SendOutcome.Sent;
import dev.mailbridge.smtpsender.submission.SendOutcome.Uncertain;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections, and what happens when they end. */
class SmtpChannelTest {
  private final FakeTokens tokens = new FakeTokens();
  private ScriptedChannel channel;

  @AfterEach
  void close() {
    channel.close();
  }

  @Test
  void shouldReuseTheConnectionWhenMailsFollow() {
    // Given
    channel = ScriptedChannel.open(tokens, new SmtpScript() {});

    // When
    SendOutcome first = channel.send(ScriptedChannel.mail("one"));
    SendOutcome second = channel.send(ScriptedChannel.mail("two"));

    // Then
    assertThat(List.of(first, second)).allMatch(Sent.class::isInstance);
    assertThat(channel.server().connectionCount()).isEqualTo(1);
    assertThat(channel.server().queued())
        .extracting(ReceivedMail::text)
        .containsExactly("one\r\n", "two\r\n");
  }

  @Test
  void shouldNotCountAFailureWhenKeptConnectionHasDied() {
    // Given
    channel = ScriptedChannel.open(tokens, new SmtpScript() {});
    channel.send(ScriptedChannel.mail("one"));
    channel.server().cutConnections();

    // When
    SendOutcome outcome = channel.send(ScriptedChannel.mail("two"));

    // Then
    assertThat(outcome).isInstanceOf(Sent.class);
    assertThat(channel.server().queued()).hasSize(2);
  }

  @Test
  void shouldStuffDotsWhenLinesBeginWithThem() {
    // Given
    channel = ScriptedChannel.open(tokens, new SmtpScript() {});

    // When
    channel.send(ScriptedChannel.mail(".\r\n..two\r\nend"));

    // Then
    assertThat(channel.server().queued().getFirst().text()).isEqualTo(".\r\n..two\r\nend\r\n");
  }

  @Test
  void shouldBeUncertainWhenAnswerToTheDotIsLost() {
    // Given
    channel =
        ScriptedChannel.open(
            tokens,
            new SmtpScript() {
              @Override
              public String dot(ReceivedMail received, int mail) {
                return STALL;
              }
            });

    // When
    SendOutcome outcome = channel.send(ScriptedChannel.mail("one"));

    // Then
    assertThat(outcome).isEqualTo(new Uncertain(SendReason.ANSWER_LOST));
  }

  @Test
  void shouldRetryWhenConnectionIsLostBeforeTheDot() {
    // Given
    channel =
        ScriptedChannel.open(
            tokens,
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
    SendOutcome outcome =
        channel.send(ScriptedChannel.mail("0123456789 and more\r\n".repeat(1_500_000)));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Deferred.class, deferred -> assertThat(deferred.scope()).isEqualTo(Scope.MAIL));
    assertThat(channel.server().queued()).isEmpty();
  }

  @Test
  void shouldSendNothingWhenMailIsLargerThanTheServerTakes() {
    // Given
    channel = ScriptedChannel.open(tokens, new SmtpScript() {});

    // When
    SendOutcome outcome =
        channel.send(new Submission(ScriptedChannel.envelope("a@b.example"), huge(), () -> true));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(SendReason.TOO_LARGE));
    assertThat(channel.server().commands()).noneMatch(line -> line.startsWith("MAIL"));
  }

  @Test
  void shouldTransferNothingWhenLeaseHasRunOut() {
    // Given
    channel = ScriptedChannel.open(tokens, new SmtpScript() {});

    // When
    SendOutcome outcome =
        channel.send(
            new Submission(
                ScriptedChannel.envelope("a@b.example"),
                ScriptedChannel.content("one"),
                () -> false));

    // Then
    assertThat(outcome).isInstanceOf(Deferred.class);
    assertThat(channel.server().queued()).isEmpty();
  }

  @Test
  void shouldSayConnectionFailedWhenNobodyListens() {
    // Given
    channel = ScriptedChannel.open(tokens, new SmtpScript() {});
    channel.server().close();

    // When
    SendOutcome outcome = channel.send(ScriptedChannel.mail("one"));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Deferred.class,
            deferred -> assertThat(deferred.reason()).isEqualTo(SendReason.CONNECTION_FAILED));
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

package dev.mailbridge.smtpsender.submission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.smtpsender.fixture.FakeTokens;
import dev.mailbridge.smtpsender.fixture.ReceivedMail;
import dev.mailbridge.smtpsender.fixture.SmtpScript;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that mean harm: they may lose their own mailbox's connection, and nothing else. */
@Timeout(60)
class HostileSmtpServerTest {
  private ScriptedChannel channel;

  /** Eight times what an answer may have. */
  enum Answer {
    LINE_WITHOUT_END {
      @Override
      String of(String code) {
        return code + " " + "x".repeat(8 << 20);
      }
    },
    LINES_WITHOUT_END {
      @Override
      String of(String code) {
        return (code + "-more\r\n").repeat(1 << 20) + code + " done";
      }
    };

    abstract String of(String code);
  }

  @AfterEach
  void close() {
    if (channel != null) {
      channel.close();
    }
  }

  private SendOutcome send(SmtpScript script) {
    channel = ScriptedChannel.open(new FakeTokens(), script, Duration.ofSeconds(5));
    return channel.send(ScriptedChannel.mail("Subject: x\r\n\r\nx"));
  }

  @ParameterizedTest
  @EnumSource
  void shouldTryAgainLaterWhenTheGreetingNeverEnds(Answer answer) {
    SendOutcome outcome =
        send(
            new SmtpScript() {
              @Override
              public String greeting(int connection) {
                return answer.of("220");
              }
            });
    assertThat(outcome).isInstanceOf(SendOutcome.Deferred.class);
    assertThat(channel.server().queued()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldTryAgainLaterWhenTheAnswerToTheSenderNeverEnds(Answer answer) {
    SendOutcome outcome =
        send(
            new SmtpScript() {
              @Override
              public String mailFrom(String line, int mail) {
                return answer.of("250");
              }
            });
    assertThat(outcome).isInstanceOf(SendOutcome.Deferred.class);
    assertThat(channel.server().queued()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeUncertainWhenTheAnswerToTheDotNeverEnds(Answer answer) {
    SendOutcome outcome =
        send(
            new SmtpScript() {
              @Override
              public String dot(ReceivedMail received, int mail) {
                return answer.of("250");
              }
            });
    assertThat(outcome).isInstanceOf(SendOutcome.Uncertain.class);
  }

  @Test
  void shouldStartTlsWhenTheServerIsOrdinary() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorConfig.onFreePorts())) {
      // Given
      SmtpDialogue dialogue =
          SmtpDialogue.to(
              new SmtpEndpoint(
                  "localhost",
                  simulator.smtpPort(),
                  ConnectionSecurity.STARTTLS,
                  trusting(simulator.caCertificatePem()),
                  Duration.ofSeconds(5),
                  Duration.ofSeconds(5)));

      // When: far more in all than one answer may have
      dialogue.open();
      for (int i = 0; i < 30_000; i++) {
        dialogue.command("NOOP");
      }

      // Then
      assertThat(dialogue.supportsExtension("AUTH")).isTrue();
      assertThat(dialogue.command("NOOP").code()).isEqualTo(250);
      dialogue.close();
    }
  }

  private static SSLSocketFactory trusting(String pem) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry(
        "ca",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context.getSocketFactory();
  }
}

package dev.mailbridge.smtpsender.submission;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.smtpsender.fixture.FakeTokens;
import dev.mailbridge.smtpsender.fixture.ScriptedSmtpServer;
import dev.mailbridge.smtpsender.fixture.SmtpScript;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;

/** A channel to a server that follows a script, and what can be sent over it. */
final class ScriptedChannel implements AutoCloseable {
  private final ScriptedSmtpServer server;
  private final SmtpChannel channel;

  private ScriptedChannel(ScriptedSmtpServer server, SmtpChannel channel) {
    this.server = server;
    this.channel = channel;
  }

  static ScriptedChannel open(FakeTokens tokens, SmtpScript script) {
    return open(tokens, script, Duration.ofMillis(500));
  }

  /**
   * @param answerTimeout for the answer to the final dot
   */
  static ScriptedChannel open(FakeTokens tokens, SmtpScript script, Duration answerTimeout) {
    ScriptedSmtpServer server = ScriptedSmtpServer.start(script);
    SmtpEndpoint endpoint =
        new SmtpEndpoint(
            "localhost",
            server.port(),
            ConnectionSecurity.NONE,
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            Duration.ofSeconds(5),
            answerTimeout);
    Clock clock = Clock.systemUTC();
    return new ScriptedChannel(
        server,
        new SmtpChannel(new SmtpConnector(MailboxId.of("desk"), endpoint, tokens, clock), clock));
  }

  ScriptedSmtpServer server() {
    return server;
  }

  SendOutcome send(Submission submission) {
    return channel.send(submission);
  }

  static Submission mail(String text) {
    return new Submission(envelope("customer@customer.example"), content(text), () -> true);
  }

  static Envelope envelope(String... recipients) {
    return new Envelope("desk@contoso.example", List.of(recipients), List.of(), false);
  }

  static Submission.Content content(String text) {
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

  @Override
  public void close() {
    channel.close();
    server.close();
  }
}

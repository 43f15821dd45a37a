package dev.mailbridge.smtpsender.submission;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.platform.tls.TrustedAuthorities;
import dev.mailbridge.token.TokenSource;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.net.ssl.SSLContext;

/** Makes the way for a mailbox's mails that its definition asks for. */
@Singleton
public class SubmissionChannels {
  private static final int SUBMISSION_PORT = 587;

  private final SubmissionConfig config;
  private final TrustedAuthorities authorities;
  private final TokenSource tokens;
  private final GraphApi graph;
  private final Clock clock;

  SubmissionChannels(
      SubmissionConfig config,
      TrustedAuthorities authorities,
      TokenSource tokens,
      GraphApi graph,
      Clock clock) {
    this.config = config;
    this.authorities = authorities;
    this.tokens = tokens;
    this.graph = graph;
    this.clock = clock;
  }

  /**
   * @param mailbox one that has an outgoing server
   */
  public SubmissionChannel open(MailboxDefinition mailbox) {
    return switch (mailbox.outgoing().transport()) {
      case SMTP -> smtp(mailbox);
      case GRAPH -> new GraphChannel(mailbox, graph, tokens, clock);
    };
  }

  private SubmissionChannel smtp(MailboxDefinition mailbox) {
    SmtpEndpoint endpoint = endpoint(mailbox.outgoing(), authorities.sslContext(), config);
    return new SmtpChannel(new SmtpConnector(mailbox.id(), endpoint, tokens, clock), clock);
  }

  static SmtpEndpoint endpoint(
      MailboxDefinition.Outgoing outgoing, SSLContext tls, SubmissionConfig config) {
    return new SmtpEndpoint(
        outgoing.host(),
        outgoing.port() == null ? SUBMISSION_PORT : outgoing.port(),
        outgoing.security() == null ? ConnectionSecurity.STARTTLS : outgoing.security(),
        tls.getSocketFactory(),
        config.timeout(),
        config.answerTimeout());
  }
}

package dev.mailbridge.simulator.smtp;

import dev.mailbridge.simulator.Settings;
import dev.mailbridge.simulator.access.MailboxAccess;
import dev.mailbridge.simulator.fault.WireFaults;
import dev.mailbridge.simulator.net.ConnectionServer;
import dev.mailbridge.simulator.watch.ClientWatch;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** SMTP submission with STARTTLS, as at smtp.office365.com:587. */
public final class SmtpServer implements Closeable {
  /** What all SMTP sessions share. */
  record Parts(
      SSLContext tls,
      MailboxAccess access,
      Settings settings,
      WireFaults faults,
      SubmissionLimits limits,
      SubmissionDesk desk,
      ClientWatch watch) {}

  private final ConnectionServer server;

  private SmtpServer(ConnectionServer server) {
    this.server = server;
  }

  public static SmtpServer start(
      InetSocketAddress address,
      SSLContext tls,
      MailboxAccess access,
      Settings settings,
      WireFaults faults,
      SubmissionLimits limits,
      SubmissionDesk desk,
      ClientWatch watch) {
    Parts parts = new Parts(tls, access, settings, faults, limits, desk, watch);
    return new SmtpServer(
        ConnectionServer.start(
            "smtp", address, Optional.empty(), wire -> new SmtpSession(parts, wire).serve()));
  }

  public int port() {
    return server.port();
  }

  public int openConnections() {
    return server.openConnections();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

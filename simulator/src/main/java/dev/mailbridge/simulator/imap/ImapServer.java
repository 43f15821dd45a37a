package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.Settings;
import dev.mailbridge.simulator.access.MailboxAccess;
import dev.mailbridge.simulator.fault.WireFaults;
import dev.mailbridge.simulator.mail.MailStore;
import dev.mailbridge.simulator.net.ConnectionServer;
import dev.mailbridge.simulator.watch.ClientWatch;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** IMAP over TLS from the start, as at outlook.office365.com:993. */
public final class ImapServer implements Closeable {
  private final ConnectionServer server;

  private ImapServer(ConnectionServer server) {
    this.server = server;
  }

  public static ImapServer start(
      InetSocketAddress address,
      SSLContext tls,
      MailStore store,
      MailboxAccess access,
      Settings settings,
      WireFaults faults,
      Clock clock,
      ClientWatch watch) {
    ImapParts parts =
        new ImapParts(store, access, settings, faults, clock, new ConnectionCount(), watch);
    return new ImapServer(
        ConnectionServer.start(
            "imaps", address, Optional.of(tls), wire -> new ImapSession(parts, wire).serve()));
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

package dev.mailbridge.simulator.pop3;

import dev.mailbridge.simulator.Settings;
import dev.mailbridge.simulator.access.MailboxAccess;
import dev.mailbridge.simulator.fault.WireFaults;
import dev.mailbridge.simulator.mail.MailStore;
import dev.mailbridge.simulator.net.ConnectionServer;
import dev.mailbridge.simulator.watch.ClientWatch;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** POP3 over TLS from the start. */
public final class Pop3Server implements Closeable {
  /** What all POP3 sessions share. */
  record Parts(
      MailStore store,
      MailboxAccess access,
      Settings settings,
      WireFaults faults,
      ClientWatch watch) {}

  private final ConnectionServer server;

  private Pop3Server(ConnectionServer server) {
    this.server = server;
  }

  public static Pop3Server start(
      InetSocketAddress address,
      SSLContext tls,
      MailStore store,
      MailboxAccess access,
      Settings settings,
      WireFaults faults,
      ClientWatch watch) {
    Parts parts = new Parts(store, access, settings, faults, watch);
    return new Pop3Server(
        ConnectionServer.start(
            "pop3s", address, Optional.of(tls), wire -> new Pop3Session(parts, wire).serve()));
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

package dev.mailbridge.imappoller.net;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Protocol;

/** Where a mail server listens, and how it is spoken to. */
public record Endpoint(String host, int port, ConnectionSecurity security) {
  public static Endpoint of(MailboxDefinition.Incoming incoming) {
    ConnectionSecurity security =
        incoming.security() == null ? ConnectionSecurity.TLS : incoming.security();
    int port = incoming.port() == null ? wellKnown(incoming.protocol(), security) : incoming.port();
    return new Endpoint(incoming.host(), port, security);
  }

  private static int wellKnown(Protocol protocol, ConnectionSecurity security) {
    boolean tls = security == ConnectionSecurity.TLS;
    return switch (protocol) {
      case IMAP -> tls ? 993 : 143;
      case POP3 -> tls ? 995 : 110;
      case GRAPH -> 443;
    };
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}

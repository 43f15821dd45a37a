package dev.mailbridge.configservice.mailbox;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.MailboxDefinition.Incoming;
import dev.mailbridge.contracts.MailboxDefinition.Outgoing;
import dev.mailbridge.contracts.MailboxDefinition.SentItems;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.contracts.Transport;

/** What is meant when a port or a protection is left out (RFC 8314). */
final class ServerDefaults {
  private static final int IMAPS = 993;
  private static final int POP3S = 995;
  private static final int SUBMISSION = 587;

  private ServerDefaults() {}

  static Incoming fill(Incoming in) {
    boolean graph = in.protocol() == Protocol.GRAPH;
    int usual = in.protocol() == Protocol.POP3 ? POP3S : IMAPS;
    return new Incoming(
        in.protocol(),
        graph ? null : blankToNull(in.host()),
        graph ? null : port(in.port(), usual),
        graph ? null : security(in.security(), ConnectionSecurity.TLS),
        in.folders(),
        in.afterProcessing(),
        blankToNull(in.moveTo()),
        in.firstRead(),
        in.since(),
        in.pollInterval(),
        in.maxMessageSize(),
        blankToNull(in.trustedAuthservId()));
  }

  static Outgoing fill(Outgoing out) {
    boolean graph = out.transport() == Transport.GRAPH;
    return new Outgoing(
        out.transport(),
        graph ? null : blankToNull(out.host()),
        graph ? null : port(out.port(), SUBMISSION),
        graph ? null : security(out.security(), ConnectionSecurity.STARTTLS),
        out.messagesPerMinute(),
        out.recipientsPerDay(),
        out.connections(),
        out.sentItems() == null ? null : fill(out.sentItems()),
        out.ticketReplyTo());
  }

  private static SentItems fill(SentItems sent) {
    return new SentItems(
        blankToNull(sent.host()),
        port(sent.port(), IMAPS),
        security(sent.security(), ConnectionSecurity.TLS),
        blankToNull(sent.folder()));
  }

  private static Integer port(Integer port, int usual) {
    return port == null ? usual : port;
  }

  private static ConnectionSecurity security(
      ConnectionSecurity security, ConnectionSecurity usual) {
    return security == null ? usual : security;
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}

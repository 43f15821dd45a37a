package dev.mailbridge.configservice.mailbox;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.MailboxDefinition.Outgoing;
import dev.mailbridge.contracts.MailboxDefinition.SentItems;
import dev.mailbridge.contracts.Transport;

/**
 * The guide's <em>Outgoing E-mail Server (SMTP)</em>: what a new mailbox sends with.
 *
 * @param server as in a mailbox
 */
public record OutgoingServer(Outgoing server) {
  static final OutgoingServer OFFICE_365 =
      new OutgoingServer(
          new Outgoing(
              Transport.SMTP,
              "smtp.office365.com",
              587,
              ConnectionSecurity.STARTTLS,
              null,
              null,
              null,
              new SentItems("outlook.office365.com", 993, ConnectionSecurity.TLS, null)));
}

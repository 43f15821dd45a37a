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
  static OutgoingServer usual(OfficeConfig office) {
    return new OutgoingServer(
        new Outgoing(
            Transport.SMTP,
            office.smtpHost(),
            office.smtpPort(),
            ConnectionSecurity.STARTTLS,
            null,
            null,
            null,
            new SentItems(office.imapHost(), office.imapPort(), ConnectionSecurity.TLS, null),
            null));
  }
}

package dev.mailbridge.stack.client;

import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.FirstRead;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.contracts.Transport;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackPorts;
import java.util.List;

/** What the simulator's tenant has from the start. */
public final class SimulatedTenant {
  public static final String ID = "8f3c1e0a-5b7d-4a43-9d1c-000000000001";
  public static final String CLIENT_ID = "6d2b9f4e-0c1a-4e56-8b2f-000000000002";
  public static final String CLIENT_SECRET = "simulator-client-secret-000";
  public static final ProjectId PROJECT = ProjectId.of("helpdesk");
  public static final String HELPDESK = "helpdesk@contoso.example";
  public static final String CUSTOMER = "customer@customer.example";
  public static final String PASSWORD = "simulator";

  private SimulatedTenant() {}

  /**
   * The help desk's mailbox, read over IMAP and sent from over SMTP.
   *
   * @param messagesPerMinute null for Exchange Online's limit
   */
  public static MailboxDefinition helpdesk(StackPorts ports, Integer messagesPerMinute) {
    return new MailboxDefinition(
        MailboxId.of("helpdesk"),
        PROJECT,
        HELPDESK,
        "HelpDesk",
        true,
        new MailboxDefinition.Incoming(
            Protocol.IMAP,
            "localhost",
            ports.of(StackPort.SIMULATOR_IMAPS),
            ConnectionSecurity.TLS,
            List.of("INBOX"),
            AfterProcessing.MARK_READ,
            null,
            FirstRead.BEGINNING,
            null,
            null,
            null,
            null),
        new MailboxDefinition.Outgoing(
            Transport.SMTP,
            "localhost",
            ports.of(StackPort.SIMULATOR_SMTP),
            ConnectionSecurity.STARTTLS,
            messagesPerMinute,
            null,
            null,
            new MailboxDefinition.SentItems(
                "localhost", ports.of(StackPort.SIMULATOR_IMAPS), ConnectionSecurity.TLS, null),
            null),
        List.of(),
        0);
  }
}

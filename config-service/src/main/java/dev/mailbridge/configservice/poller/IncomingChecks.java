package dev.mailbridge.configservice.poller;

import dev.mailbridge.configservice.callee.Callee;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.platform.check.CheckReport;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Has imap-poller look at a mailbox's server; nothing is read or changed there. */
@ApplicationScoped
public class IncomingChecks {
  private final PollerApi api;

  IncomingChecks(@RestClient PollerApi api) {
    this.api = api;
  }

  /**
   * Every step from the server's name on.
   *
   * @param messageId a mail that the last step looks for, null for none
   * @param refused a mailbox that must not open with this one's token, null for none
   */
  public CheckReport check(MailboxDefinition mailbox, String messageId, String refused) {
    return Callee.IMAP_POLLER.ask(
        () -> api.check(new PollerApi.CheckRequest(mailbox, messageId, refused)));
  }

  /** The mailbox's folders as its server lists them. */
  public List<String> folders(MailboxDefinition mailbox) {
    return Callee.IMAP_POLLER
        .ask(() -> api.folders(new PollerApi.FoldersRequest(mailbox)))
        .folders();
  }
}

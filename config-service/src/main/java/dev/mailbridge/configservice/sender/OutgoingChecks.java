package dev.mailbridge.configservice.sender;

import dev.mailbridge.configservice.callee.Callee;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.platform.check.CheckReport;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Has smtp-sender look at a mailbox's server; nothing is sent. */
@ApplicationScoped
public class OutgoingChecks {
  private final SenderApi api;

  OutgoingChecks(@RestClient SenderApi api) {
    this.api = api;
  }

  /** Every step from the server's name on. */
  public CheckReport check(MailboxDefinition mailbox) {
    return Callee.SMTP_SENDER.ask(() -> api.check(new SenderApi.CheckRequest(mailbox)));
  }
}

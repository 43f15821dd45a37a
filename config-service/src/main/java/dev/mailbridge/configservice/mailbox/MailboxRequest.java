package dev.mailbridge.configservice.mailbox;

import dev.mailbridge.contracts.MailHandlingRule;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxDefinition.Incoming;
import dev.mailbridge.contracts.MailboxDefinition.Outgoing;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A mailbox as an administrator wants it.
 *
 * @param id null to have one made from the address
 * @param enabled the guide's <em>Enable this integration</em>; null means yes
 */
@Schema(
    example =
        """
        {"id": "helpdesk-mail", "project": "helpdesk", "address": "helpdesk@contoso.example",
         "displayName": "Contoso help desk", "enabled": true,
         "incoming": {"protocol": "imap", "host": "outlook.office365.com", "port": 993,
                      "security": "tls", "folders": ["INBOX"], "afterProcessing": "mark-read",
                      "firstRead": "now"},
         "outgoing": {"transport": "smtp", "host": "smtp.office365.com", "port": 587,
                      "security": "starttls"},
         "rules": []}
        """)
public record MailboxRequest(
    MailboxId id,
    ProjectId project,
    String address,
    String displayName,
    Boolean enabled,
    Incoming incoming,
    Outgoing outgoing,
    List<MailHandlingRule> rules) {

  public MailboxRequest {
    rules = rules == null ? List.of() : List.copyOf(rules);
  }

  public static MailboxRequest of(MailboxDefinition mailbox) {
    return new MailboxRequest(
        mailbox.id(),
        mailbox.project(),
        mailbox.address(),
        mailbox.displayName(),
        mailbox.enabled(),
        mailbox.incoming(),
        mailbox.outgoing(),
        mailbox.rules());
  }

  public MailboxRequest withId(MailboxId other) {
    return new MailboxRequest(
        other, project, address, displayName, enabled, incoming, outgoing, rules);
  }

  public MailboxRequest withEnabled(boolean other) {
    return new MailboxRequest(id, project, address, displayName, other, incoming, outgoing, rules);
  }

  public MailboxRequest withOutgoing(Outgoing other) {
    return new MailboxRequest(id, project, address, displayName, enabled, incoming, other, rules);
  }

  public MailboxRequest withRules(List<MailHandlingRule> other) {
    return new MailboxRequest(
        id, project, address, displayName, enabled, incoming, outgoing, other);
  }

  /** With the usual ports and protections filled in. */
  MailboxDefinition definition(MailboxId id, long revision) {
    return new MailboxDefinition(
        id,
        project,
        address.strip(),
        displayName == null || displayName.isBlank() ? null : displayName.strip(),
        enabled == null || enabled,
        incoming == null ? null : ServerDefaults.fill(incoming),
        outgoing == null ? null : ServerDefaults.fill(outgoing),
        rules,
        revision);
  }
}

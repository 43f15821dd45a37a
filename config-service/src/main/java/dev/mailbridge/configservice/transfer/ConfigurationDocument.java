package dev.mailbridge.configservice.transfer;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.mailbridge.configservice.mailbox.MailboxRequest;
import dev.mailbridge.configservice.mailbox.OutgoingServer;
import dev.mailbridge.configservice.project.ProjectRequest;
import java.util.List;

/**
 * Everything that is configured here. Registrations and grants aren't: they hold secrets, which
 * never leave token-service.
 *
 * @param version of this format, 1
 * @param outgoingServer null leaves it as it is
 */
@JsonPropertyOrder({"version", "projects", "outgoingServer", "mailboxes"})
public record ConfigurationDocument(
    int version,
    List<ProjectRequest> projects,
    OutgoingServer outgoingServer,
    List<MailboxRequest> mailboxes) {
  static final int VERSION = 1;

  public ConfigurationDocument {
    projects = projects == null ? List.of() : List.copyOf(projects);
    mailboxes = mailboxes == null ? List.of() : List.copyOf(mailboxes);
  }
}

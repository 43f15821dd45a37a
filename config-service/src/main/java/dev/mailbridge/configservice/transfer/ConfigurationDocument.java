package dev.mailbridge.configservice.transfer;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.mailbridge.configservice.mailbox.MailboxRequest;
import dev.mailbridge.configservice.mailbox.OutgoingServer;
import dev.mailbridge.configservice.project.ProjectRequest;
import java.util.List;

/**
 * Everything that is configured. Secrets aren't in it: they never leave token-service. A part that
 * is absent stays as it is.
 *
 * @param version of this format, 1
 * @param signIns with which app each mailbox signs in
 */
@JsonPropertyOrder({
  "version",
  "projects",
  "registrations",
  "outgoingServer",
  "mailboxes",
  "signIns",
  "directoryImports"
})
public record ConfigurationDocument(
    int version,
    List<ProjectRequest> projects,
    List<App> registrations,
    OutgoingServer outgoingServer,
    List<MailboxRequest> mailboxes,
    List<SignIn> signIns,
    List<DirectoryImport> directoryImports) {
  static final int VERSION = 1;

  public ConfigurationDocument {
    projects = projects == null ? List.of() : List.copyOf(projects);
    registrations = registrations == null ? List.of() : List.copyOf(registrations);
    mailboxes = mailboxes == null ? List.of() : List.copyOf(mailboxes);
    signIns = signIns == null ? List.of() : List.copyOf(signIns);
    directoryImports = directoryImports == null ? List.of() : List.copyOf(directoryImports);
  }
}

package dev.mailbridge.configservice.poller;

import dev.mailbridge.configservice.mailbox.Mailboxes;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The folders that a mailbox has now. */
@Path("/api/v1/mailboxes/{id}/folders")
@Tag(name = "Mailboxes")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@RunOnVirtualThread
class FolderResource {
  private final IncomingChecks checks;
  private final Mailboxes mailboxes;

  FolderResource(IncomingChecks checks, Mailboxes mailboxes) {
    this.checks = checks;
    this.mailboxes = mailboxes;
  }

  /** As they are to be entered in a mailbox. */
  @Schema(example = "{\"folders\": [\"INBOX\", \"Archive/2026\"]}")
  record Folders(List<String> folders) {}

  @GET
  @Operation(summary = "The mailbox's folders, as its server lists them now")
  public Folders list(MailboxId id) {
    return new Folders(checks.folders(mailboxes.get(id)));
  }
}

package dev.mailbridge.imappoller.check;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.platform.check.CheckReport;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Tries mailboxes, also such as aren't saved or enabled. Any poller answers, whoever owns the
 * mailbox. It hands the mailbox's token to the server that the request names: for administrators.
 */
@Path("/api/v1")
@Tag(name = "Checks")
@RolesAllowed({Roles.ADMIN, Roles.CONFIG_SERVICE})
@RunOnVirtualThread
class CheckResource {
  private final MailboxCheck check;

  CheckResource(MailboxCheck check) {
    this.check = check;
  }

  /**
   * What to try.
   *
   * @param messageId a mail that must have arrived in one of the folders, null for none
   * @param refused an address that must not open with the mailbox's token, null for none
   */
  record CheckRequest(@NotNull MailboxDefinition mailbox, String messageId, String refused) {}

  record FoldersRequest(@NotNull MailboxDefinition mailbox) {}

  record Folders(List<String> folders) {}

  @POST
  @Path("mailboxes:check")
  @Operation(
      summary = "Tries a mailbox step by step",
      description = "Nothing is fetched, marked or published.")
  public CheckReport check(@NotNull @Valid CheckRequest request) {
    return check.run(request.mailbox(), request.messageId(), request.refused());
  }

  @POST
  @Path("mailboxes:folders")
  @Operation(summary = "The folders of a mailbox, as its server lists them")
  public Folders folders(@NotNull @Valid FoldersRequest request) {
    return new Folders(check.folders(request.mailbox()));
  }
}

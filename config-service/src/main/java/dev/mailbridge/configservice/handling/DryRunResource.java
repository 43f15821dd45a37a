package dev.mailbridge.configservice.handling;

import dev.mailbridge.configservice.mailbox.Mailboxes;
import dev.mailbridge.contracts.MailHandlingRule;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/mailboxes/{id}/rules:dry-run")
@Tag(name = "Mail Handling")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class DryRunResource {
  private final DryRun dryRun;
  private final Mailboxes mailboxes;

  DryRunResource(DryRun dryRun, Mailboxes mailboxes) {
    this.dryRun = dryRun;
    this.mailboxes = mailboxes;
  }

  /**
   * @param rules null for the mailbox's own
   * @param raw a mail, base64; null for the last mails
   */
  record DryRunRequest(List<MailHandlingRule> rules, byte[] raw) {}

  @POST
  @Operation(
      summary = "What rules would do to the mailbox's last 50 mails, or to a mail in the request",
      description = "Nothing is changed. Each rule tells what it did, and why.")
  public List<DryRun.Result> run(MailboxId id, @NotNull DryRunRequest request) {
    MailboxDefinition mailbox = mailboxes.get(id);
    List<MailHandlingRule> rules = request.rules() == null ? mailbox.rules() : request.rules();
    return request.raw() == null
        ? dryRun.overRecent(mailbox.project(), id, rules)
        : List.of(dryRun.over(mailbox.project(), request.raw(), rules));
  }
}

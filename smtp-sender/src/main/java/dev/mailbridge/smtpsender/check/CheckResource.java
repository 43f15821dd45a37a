package dev.mailbridge.smtpsender.check;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Transport;
import dev.mailbridge.platform.check.CheckReport;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.problem.RequestProblem;
import dev.mailbridge.platform.security.Roles;
import dev.mailbridge.smtpsender.submission.SubmissionCheck;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Tries mailboxes, also such as aren't saved or enabled. It hands the mailbox's token to the server
 * that the request names: for administrators.
 */
@Path("/api/v1")
@Tag(name = "Checks")
@RolesAllowed({Roles.ADMIN, Roles.CONFIG_SERVICE})
@RunOnVirtualThread
class CheckResource {
  private final SubmissionCheck check;

  CheckResource(SubmissionCheck check) {
    this.check = check;
  }

  record CheckRequest(@NotNull MailboxDefinition mailbox) {}

  @POST
  @Path("mailboxes:check")
  @Operation(
      summary = "Tries a mailbox's submission server step by step",
      description = "No mail is sent.")
  public CheckReport check(@NotNull @Valid CheckRequest request) {
    MailboxDefinition.Outgoing outgoing = request.mailbox().outgoing();
    if (outgoing == null || outgoing.transport() != Transport.SMTP) {
      throw new ProblemException(
          RequestProblem.INVALID,
          "The mailbox doesn't send by SMTP: name its outgoing server, with transport smtp.");
    }
    return check.smtp(request.mailbox());
  }
}

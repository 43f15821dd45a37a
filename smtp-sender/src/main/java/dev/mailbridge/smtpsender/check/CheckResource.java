package dev.mailbridge.smtpsender.check;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.platform.check.CheckReport;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.problem.RequestProblem;
import dev.mailbridge.platform.security.Roles;
import dev.mailbridge.smtpsender.submission.GraphCheck;
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
  private final SubmissionCheck smtp;
  private final GraphCheck graph;

  CheckResource(SubmissionCheck smtp, GraphCheck graph) {
    this.smtp = smtp;
    this.graph = graph;
  }

  record CheckRequest(@NotNull MailboxDefinition mailbox) {}

  @POST
  @Path("mailboxes:check")
  @Operation(
      summary = "Tries a mailbox's way out, SMTP or Graph, step by step",
      description = "No mail is sent.")
  public CheckReport check(@NotNull @Valid CheckRequest request) {
    MailboxDefinition.Outgoing outgoing = request.mailbox().outgoing();
    if (outgoing == null || outgoing.transport() == null) {
      throw new ProblemException(
          RequestProblem.INVALID,
          "The mailbox doesn't send: name its outgoing transport, smtp with a server, or graph.");
    }
    return switch (outgoing.transport()) {
      case SMTP -> smtp.smtp(request.mailbox());
      case GRAPH -> graph.run(request.mailbox());
    };
  }
}

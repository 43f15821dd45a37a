package dev.mailbridge.imappoller.publish;

import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.FirstRead;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.problem.RequestProblem;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** Shows what a mail would become. */
@Path("/api/v1/messages:parse")
@RunOnVirtualThread
class MessageResource {
  private final MailPreparer mails;

  MessageResource(MailPreparer mails) {
    this.mails = mails;
  }

  @POST
  @Consumes({"message/rfc822", "application/octet-stream"})
  @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN, Roles.CONFIG_SERVICE})
  @Operation(
      summary = "The event that a mail would become; nothing is published or kept",
      description = "References to contents are null, since nothing is kept.")
  public IncomingMail parse(byte[] raw, @RestQuery @DefaultValue("helpdesk") String project) {
    if (raw == null || raw.length == 0) {
      throw new ProblemException(
          RequestProblem.INVALID, "Send the raw mail as the request's body (message/rfc822).");
    }
    return mails.dryRun(mailbox(project), raw);
  }

  private static MailboxDefinition mailbox(String project) {
    try {
      return new MailboxDefinition(
          MailboxId.of("dry-run"),
          ProjectId.of(project),
          "dry-run@localhost",
          null,
          false,
          new MailboxDefinition.Incoming(
              Protocol.IMAP,
              "localhost",
              993,
              ConnectionSecurity.TLS,
              List.of(),
              AfterProcessing.KEEP,
              null,
              FirstRead.NOW,
              null,
              null,
              null,
              null),
          null,
          List.of(),
          0);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(RequestProblem.INVALID, e.getMessage(), e);
    }
  }
}

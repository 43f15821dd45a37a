package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.problem.RequestProblem;
import dev.mailbridge.platform.security.Roles;
import dev.mailbridge.smtpsender.mailbox.MailboxDirectory;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How sending stands, as a whole and for a mailbox. */
@Path("/api/v1")
@Tag(name = "Sending")
@RunOnVirtualThread
class SendingResource {
  private final SendingSwitch sending;
  private final SendingRecords records;
  private final MailboxPauses pauses;
  private final Dispatcher dispatcher;
  private final MailboxDirectory mailboxes;
  private final SecurityIdentity caller;

  SendingResource(
      SendingSwitch sending,
      SendingRecords records,
      MailboxPauses pauses,
      Dispatcher dispatcher,
      MailboxDirectory mailboxes,
      SecurityIdentity caller) {
    this.sending = sending;
    this.records = records;
    this.pauses = pauses;
    this.dispatcher = dispatcher;
    this.mailboxes = mailboxes;
    this.caller = caller;
  }

  /**
   * A mailbox's sending.
   *
   * @param pause null while it may send
   */
  record MailboxSending(MailboxId mailboxId, SendingRecords.Backlog backlog, MailboxPause pause) {}

  @GET
  @Path("sending")
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER, Roles.CONFIG_SERVICE})
  @Operation(summary = "Whether all sending is stopped")
  public SendingSwitch.Position sending() {
    return sending.read();
  }

  @POST
  @Path("sending:stop")
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.CONFIG_SERVICE})
  @Operation(summary = "Stop all sending; commands are still taken in")
  public SendingSwitch.Position stop() {
    sending.set(true, caller.getPrincipal().getName());
    return sending.read();
  }

  @POST
  @Path("sending:start")
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.CONFIG_SERVICE})
  @Operation(summary = "Let sending go on")
  public SendingSwitch.Position start() {
    sending.set(false, caller.getPrincipal().getName());
    return sending.read();
  }

  @GET
  @Path("mailboxes/{id}")
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER, Roles.CONFIG_SERVICE})
  @Operation(summary = "A mailbox's backlog, and why it stands still if it does")
  public MailboxSending mailbox(@PathParam("id") MailboxId id) {
    known(id);
    return new MailboxSending(id, records.backlog(id), pauses.find(id).orElse(null));
  }

  @POST
  @Path("mailboxes/{id}:resume")
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.CONFIG_SERVICE})
  @Operation(summary = "Try again now: what was wrong is mended")
  public MailboxSending resume(@PathParam("id") MailboxId id) {
    known(id);
    dispatcher.resume(id);
    return mailbox(id);
  }

  private void known(MailboxId id) {
    if (mailboxes.find(id).isEmpty()) {
      throw new ProblemException(
          RequestProblem.NOT_FOUND,
          "There is no mailbox %s: see the web admin for their ids.".formatted(id));
    }
  }
}

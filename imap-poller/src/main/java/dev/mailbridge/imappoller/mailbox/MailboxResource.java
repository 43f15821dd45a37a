package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.problem.RequestProblem;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** The mailboxes that this poller reads. */
@Path("/api/v1/mailboxes")
@RunOnVirtualThread
class MailboxResource {
  private final OwnMailboxes mailboxes;

  MailboxResource(OwnMailboxes mailboxes) {
    this.mailboxes = mailboxes;
  }

  @GET
  @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN, Roles.CONFIG_SERVICE})
  @Operation(summary = "The state of all mailboxes that this poller owns")
  public List<MailboxView> list() {
    return mailboxes.all().stream()
        .map(entry -> MailboxView.of(entry.state()))
        .sorted(Comparator.comparing(MailboxView::id))
        .toList();
  }

  @GET
  @Path("{id}")
  @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN, Roles.CONFIG_SERVICE})
  @Operation(summary = "The state of one mailbox")
  public MailboxView get(@RestPath String id) {
    return MailboxView.of(find(id).state());
  }

  @POST
  @Path("{id}:pause")
  @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.CONFIG_SERVICE})
  @Operation(summary = "Stops reading, until it is resumed or the poller restarts")
  public MailboxView pause(@RestPath String id) {
    MailboxState state = find(id).state();
    if (!mailboxes.pause(state.mailbox().id())) {
      throw notRead(id);
    }
    return MailboxView.of(state);
  }

  @POST
  @Path("{id}:resume")
  @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.CONFIG_SERVICE})
  @Operation(summary = "Goes on reading where it was paused")
  public MailboxView resume(@RestPath String id) {
    MailboxState state = find(id).state();
    if (!mailboxes.resume(state.mailbox().id())) {
      throw notRead(id);
    }
    return MailboxView.of(state);
  }

  private OwnMailboxes.Entry find(String id) {
    return mailboxes
        .find(mailboxId(id))
        .orElseThrow(
            () ->
                new ProblemException(
                    MailboxProblem.NOT_HERE,
                    "No mailbox %s here: see config-service for its id, or ask the other pollers."
                        .formatted(id)));
  }

  private static MailboxId mailboxId(String id) {
    try {
      return MailboxId.of(id);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(RequestProblem.INVALID, e.getMessage(), e);
    }
  }

  private static ProblemException notRead(String id) {
    return new ProblemException(
        MailboxProblem.NOT_READ,
        "Mailbox %s is disabled or has no incoming mail: enable it in the web admin first."
            .formatted(id));
  }
}

package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.problem.RequestProblem;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** The mailboxes that this poller reads. */
@Path("/api/v1/mailboxes")
@RunOnVirtualThread
class MailboxResource {
  private final OwnMailboxes mailboxes;
  private final Republication republication;

  MailboxResource(OwnMailboxes mailboxes, Republication republication) {
    this.mailboxes = mailboxes;
    this.republication = republication;
  }

  /**
   * What to publish again.
   *
   * @param folder INBOX when absent
   * @param fromUid the first, 1 when absent
   * @param toUid the last, all that were read when absent
   * @param since only mails received since then
   */
  record RepublishRequest(String folder, Long fromUid, Long toUid, Instant since) {
    Republication.Range range() {
      return new Republication.Range(
          folder == null ? "INBOX" : folder,
          fromUid == null ? 1 : Math.max(1, fromUid),
          toUid == null ? Long.MAX_VALUE : toUid,
          since);
    }
  }

  record RepublishAnswer(int published) {}

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
  @Operation(summary = "Stops reading until it is resumed, whichever poller has the mailbox then")
  public MailboxView pause(@RestPath String id) {
    MailboxState state = find(id).state();
    if (!kept(() -> mailboxes.pause(state.mailbox().id()))) {
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
    if (!kept(() -> mailboxes.resume(state.mailbox().id()))) {
      throw notRead(id);
    }
    return MailboxView.of(state);
  }

  private static boolean kept(BooleanSupplier change) {
    try {
      return change.getAsBoolean();
    } catch (CompletionException e) {
      throw new ProblemException(
          MailboxProblem.NOT_KEPT,
          "Kafka didn't take it, or the mailbox went to another poller: try again.",
          e);
    }
  }

  @POST
  @Path("{id}:republish")
  @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.CONFIG_SERVICE})
  @Operation(
      summary = "Publishes mails again, marked as replayed",
      description = "Only mails that were read before; answers when all are published.")
  public RepublishAnswer republish(@RestPath String id, RepublishRequest request) {
    OwnMailboxes.Entry entry = find(id);
    if (entry.session() == null) {
      throw notRead(id);
    }
    RepublishRequest wanted =
        request == null ? new RepublishRequest(null, null, null, null) : request;
    try {
      return new RepublishAnswer(
          republication.publish(entry.state().mailbox(), entry.session(), wanted.range()));
    } catch (SourceException e) {
      throw new ProblemException(
          MailboxProblem.CAN_NOT_READ, e.getMessage() + " " + e.failure().remedy(), e);
    } catch (TokenUnavailable e) {
      throw new ProblemException(MailboxProblem.CAN_NOT_READ, e.getMessage(), e);
    }
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

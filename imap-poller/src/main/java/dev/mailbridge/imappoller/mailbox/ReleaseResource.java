package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.content.ContentException;
import dev.mailbridge.contracts.ContentRef;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.imappoller.partition.BatchRefused;
import dev.mailbridge.imappoller.publish.HeldMails;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.problem.RequestProblem;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** Lets mails through that a rule held. */
@Path("/api/v1/mailboxes/{id}:release")
@RunOnVirtualThread
class ReleaseResource {
  private final OwnMailboxes mailboxes;
  private final Release release;

  ReleaseResource(OwnMailboxes mailboxes, Release release) {
    this.mailboxes = mailboxes;
    this.release = release;
  }

  /**
   * The mail, as its dead letter names it.
   *
   * @param content of the raw mail
   * @param folder INBOX when absent
   * @param project what the rules say when absent
   */
  record ReleaseRequest(
      String content,
      String folder,
      Long uidValidity,
      Long uid,
      Instant receivedAt,
      String project) {
    HeldMails.Held held() {
      return new HeldMails.Held(
          ContentRef.of(content),
          folder == null ? "INBOX" : folder,
          uidValidity,
          uid,
          receivedAt,
          project == null ? null : ProjectId.of(project));
    }
  }

  @POST
  @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.CONFIG_SERVICE})
  @Operation(
      summary = "Publishes a mail that a rule held",
      description =
          "From the kept raw mail, with the mailbox's rules but for those that hold or ignore it."
              + " A second release of the same mail answers 0.")
  public Release.Outcome release(@RestPath String id, ReleaseRequest request) {
    if (request == null) {
      throw new ProblemException(RequestProblem.INVALID, "Name the mail's content in the body.");
    }
    try {
      OwnMailboxes.Entry entry = entry(MailboxId.of(id));
      return release.publish(entry.state().mailbox(), entry.session(), request.held());
    } catch (IllegalArgumentException e) {
      throw new ProblemException(RequestProblem.INVALID, e.getMessage(), e);
    } catch (ContentException.NotFound e) {
      throw new ProblemException(MailboxProblem.CONTENT_GONE, e.getMessage(), e);
    } catch (SourceException e) {
      throw new ProblemException(
          MailboxProblem.NOT_COMMITTED, e.getMessage() + " " + e.failure().remedy(), e);
    } catch (BatchRefused e) {
      throw new ProblemException(
          MailboxProblem.NOT_COMMITTED,
          "Kafka didn't take the mail; it is still held. Release it again in a moment.",
          e);
    }
  }

  private OwnMailboxes.Entry entry(MailboxId id) {
    return mailboxes
        .find(id)
        .filter(entry -> entry.session() != null)
        .orElseThrow(
            () ->
                new ProblemException(
                    MailboxProblem.NOT_HERE,
                    "No mailbox %s is read here: ask the other pollers, or enable it first."
                        .formatted(id)));
  }
}

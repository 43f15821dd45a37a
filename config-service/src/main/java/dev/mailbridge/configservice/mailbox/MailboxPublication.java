package dev.mailbridge.configservice.mailbox;

import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** For the day on which Kafka was lost. */
@Path("/api/v1/mailbox-publications")
@Tag(name = "Mailboxes")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
class MailboxPublication {
  private final Mailboxes mailboxes;

  MailboxPublication(Mailboxes mailboxes) {
    this.mailboxes = mailboxes;
  }

  /**
   * What was done.
   *
   * @param published how many mailboxes are on their way to Kafka
   */
  record Published(int published) {}

  @POST
  @Operation(
      summary = "Publish every mailbox again",
      description =
          "After mail.mailboxes was lost: poller and sender take up the mailboxes from what comes."
              + " Harmless otherwise.")
  public Published publishAll() {
    return new Published(mailboxes.publishAll());
  }
}

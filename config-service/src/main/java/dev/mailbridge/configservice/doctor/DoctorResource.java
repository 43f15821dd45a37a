package dev.mailbridge.configservice.doctor;

import dev.mailbridge.configservice.mailbox.Mailboxes;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tries a mailbox: every check from its server's name to a mail that comes back. */
@Path("/api/v1/mailboxes/{id}:doctor")
@Tag(name = "Doctor")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@RunOnVirtualThread
class DoctorResource {
  private final Doctor doctor;
  private final Mailboxes mailboxes;

  DoctorResource(Doctor doctor, Mailboxes mailboxes) {
    this.doctor = doctor;
    this.mailboxes = mailboxes;
  }

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Runs every check of a mailbox",
      description = "Takes up to two minutes when a mail is sent. The report holds no secrets.")
  public DoctorReport examine(
      @PathParam("id") MailboxId id,
      @QueryParam("sendsMail") @DefaultValue("false") boolean sendsMail,
      @QueryParam("refused") String refused) {
    return doctor.examine(mailboxes.get(id), sendsMail, refused);
  }

  @POST
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(summary = "The same as text, to be pasted into a ticket")
  public String text(
      @PathParam("id") MailboxId id,
      @QueryParam("sendsMail") @DefaultValue("false") boolean sendsMail,
      @QueryParam("refused") String refused) {
    return examine(id, sendsMail, refused).text();
  }
}

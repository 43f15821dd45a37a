package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.doctor.Doctor;
import dev.mailbridge.configservice.mailbox.Mailboxes;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.check.CheckReport;
import dev.mailbridge.platform.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;

/** <em>Doctor</em>: one button that tries everything a mailbox needs, part by part. */
@Path("mailboxes/{id}/doctor")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@RunOnVirtualThread
class DoctorPage {
  private final Doctor doctor;
  private final Mailboxes mailboxes;

  DoctorPage(Doctor doctor, Mailboxes mailboxes) {
    this.doctor = doctor;
    this.mailboxes = mailboxes;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance doctor(MailboxDefinition mailbox);

    static native TemplateInstance parts(
        MailboxDefinition mailbox, List<Doctor.Part> parts, String refused);

    static native TemplateInstance part(Doctor.Part part, CheckReport report);
  }

  @GET
  public TemplateInstance show(MailboxId id) {
    return Templates.doctor(mailboxes.get(id));
  }

  /** The parts, each of which asks for its own report. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public TemplateInstance run(MailboxId id, @RestForm boolean sendsMail, @RestForm String refused) {
    List<Doctor.Part> parts =
        Arrays.stream(Doctor.Part.values())
            .filter(part -> part != Doctor.Part.ROUND_TRIP || sendsMail)
            .toList();
    return Templates.parts(mailboxes.get(id), parts, refused == null ? "" : refused.strip());
  }

  @POST
  @Path("{part}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public TemplateInstance part(MailboxId id, Doctor.Part part, @RestForm String refused) {
    String other = refused == null || refused.isBlank() ? null : refused.strip();
    return Templates.part(part, doctor.look(part, mailboxes.get(id), other));
  }
}

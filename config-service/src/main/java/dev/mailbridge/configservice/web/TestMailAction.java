package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.callee.CalleeException;
import dev.mailbridge.configservice.mailbox.Mailboxes;
import dev.mailbridge.configservice.sender.OutgoingMails;
import dev.mailbridge.configservice.sender.SentMessage;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
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
import org.jboss.resteasy.reactive.RestForm;

/** The button that sends a test mail, and what becomes of it. Answers are for htmx. */
@Path("mailboxes/{id}/test-mail")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@RunOnVirtualThread
class TestMailAction {
  private final Mailboxes mailboxes;
  private final OutgoingMails mails;

  TestMailAction(Mailboxes mailboxes, OutgoingMails mails) {
    this.mailboxes = mailboxes;
    this.mails = mails;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance sent(MailboxId mailbox, SentMessage message);

    static native TemplateInstance failed(String message);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public TemplateInstance send(MailboxId id, @RestForm String to) {
    MailboxDefinition mailbox = mailboxes.get(id);
    if (to == null || !to.strip().matches("[^\\s@]+@[^\\s@]+")) {
      return Templates.failed("Enter the mail address that the test mail goes to.");
    }
    try {
      return Templates.sent(id, mails.sendTest(mailbox, to.strip()));
    } catch (CalleeException e) {
      return Templates.failed(e.getMessage());
    }
  }

  @GET
  @Path("{message}")
  public TemplateInstance follow(MailboxId id, OutgoingId message) {
    try {
      return Templates.sent(id, mails.get(message, mailboxes.get(id).project()));
    } catch (CalleeException e) {
      return Templates.failed(e.getMessage());
    }
  }
}

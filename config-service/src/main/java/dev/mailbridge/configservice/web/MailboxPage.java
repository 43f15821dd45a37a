package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.mailbox.MailboxRequest;
import dev.mailbridge.configservice.mailbox.Mailboxes;
import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.RestForm;

/** One mailbox: how it is, how it signs in, and what can be done with it. */
@Path("mailboxes/{id}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class MailboxPage {
  private final Mailboxes mailboxes;
  private final MailboxRows rows;
  private final SignInSetup signIn;

  MailboxPage(Mailboxes mailboxes, MailboxRows rows, SignInSetup signIn) {
    this.mailboxes = mailboxes;
    this.rows = rows;
    this.signIn = signIn;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance mailbox(
        MailboxRow row, SignInSetup.View signIn, String done, Boolean signedIn);

    static native TemplateInstance mailbox$live(MailboxRow row, SignInSetup.View signIn);
  }

  @GET
  public TemplateInstance show(
      MailboxId id, @QueryParam("done") String done, @QueryParam("signedIn") Boolean signedIn) {
    return Templates.mailbox(rows.row(mailboxes.get(id)), signIn.view(id), done, signedIn);
  }

  @GET
  @Path("live")
  public TemplateInstance live(MailboxId id) {
    return Templates.mailbox$live(rows.row(mailboxes.get(id)), signIn.view(id));
  }

  @POST
  @Path("enabled")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Roles.ADMIN)
  public Response enable(MailboxId id, @RestForm boolean enabled) {
    MailboxDefinition mailbox = mailboxes.get(id);
    mailboxes.change(
        id,
        MailboxRequest.of(mailbox).withEnabled(enabled),
        new IfMatch.Exactly(mailbox.revision()));
    return Response.seeOther(URI.create("/mailboxes/" + id)).build();
  }

  @POST
  @Path("delete")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Roles.ADMIN)
  public Response delete(MailboxId id, @RestForm String revision) {
    mailboxes.delete(id, IfMatch.of(revision));
    return Response.seeOther(URI.create("/mailboxes?done=deleted")).build();
  }
}

package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.mailbox.MailboxRequest;
import dev.mailbridge.configservice.mailbox.Mailboxes;
import dev.mailbridge.configservice.project.Project;
import dev.mailbridge.configservice.project.Projects;
import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.configservice.tokenservice.TokenServiceException;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** <em>Incoming Mail</em>, Add: account and server, and how it signs in. */
@Path("mailboxes")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
class MailboxFormPage {
  private final Mailboxes mailboxes;
  private final Projects projects;
  private final SignInSetup signIn;

  MailboxFormPage(Mailboxes mailboxes, Projects projects, SignInSetup signIn) {
    this.mailboxes = mailboxes;
    this.projects = projects;
    this.signIn = signIn;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance form(
        String id, List<Project> projects, SignInSetup.View signIn, Form form);
  }

  @GET
  @Path("new")
  public TemplateInstance add(@QueryParam("project") @DefaultValue("helpdesk") String project) {
    SignInSetup.View view = signIn.view(null);
    Map<String, String> values = new HashMap<>(OfficeDefaults.FORM);
    values.put("project", project);
    values.putAll(SignInSetup.values(view, null));
    return page(null, view, Form.of(values));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response create(MultivaluedMap<String, String> sent) {
    Form form = Form.of(sent);
    MailboxDefinition mailbox;
    try {
      mailbox = mailboxes.create(MailboxForm.request(form, List.of()));
    } catch (ProblemException e) {
      return again(null, form, e);
    }
    return saved(mailbox, form);
  }

  @GET
  @Path("{id}/edit")
  public TemplateInstance edit(MailboxId id) {
    MailboxDefinition mailbox = mailboxes.get(id);
    SignInSetup.View view = signIn.view(id);
    Map<String, String> values = new HashMap<>(MailboxForm.values(MailboxRequest.of(mailbox)));
    values.put("revision", IfMatch.etag(mailbox.revision()));
    values.putAll(SignInSetup.values(view, mailbox));
    return page(id, view, Form.of(values));
  }

  @POST
  @Path("{id}/edit")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response change(MailboxId id, MultivaluedMap<String, String> sent) {
    Form form = Form.of(sent);
    MailboxDefinition mailbox;
    try {
      MailboxDefinition before = mailboxes.get(id);
      mailbox =
          mailboxes.change(
              id, MailboxForm.request(form, before.rules()), IfMatch.of(form.value("revision")));
    } catch (ProblemException e) {
      return again(id, form, e);
    }
    return saved(mailbox, form);
  }

  /** The mailbox is stored by now: what token-service says stands on the mailbox's own page. */
  private Response saved(MailboxDefinition mailbox, Form form) {
    String done = "saved";
    try {
      signIn.save(mailbox, form);
    } catch (TokenServiceException e) {
      done = "grant-failed";
    }
    return Response.seeOther(URI.create("/mailboxes/" + mailbox.id() + "?done=" + done)).build();
  }

  private Response again(MailboxId id, Form form, ProblemException problem) {
    return Response.status(problem.type().status())
        .entity(page(id, signIn.view(id), form.rejected(problem.getMessage(), problem.errors())))
        .build();
  }

  private TemplateInstance page(MailboxId id, SignInSetup.View view, Form form) {
    return Templates.form(id == null ? null : id.value(), projects.list(), view, form);
  }
}

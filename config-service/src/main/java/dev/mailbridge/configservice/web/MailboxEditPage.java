package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.callee.CalleeException;
import dev.mailbridge.configservice.mailbox.MailboxRequest;
import dev.mailbridge.configservice.mailbox.Mailboxes;
import dev.mailbridge.configservice.poller.IncomingChecks;
import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.security.Roles;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** <em>Incoming Mail</em>: a mailbox's account and server, and how it signs in. */
@Path("mailboxes/{id}/edit")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
class MailboxEditPage {
  private final Mailboxes mailboxes;
  private final SignInSetup signIn;
  private final IncomingChecks checks;
  private final MailboxFormView view;

  MailboxEditPage(
      Mailboxes mailboxes, SignInSetup signIn, IncomingChecks checks, MailboxFormView view) {
    this.checks = checks;
    this.mailboxes = mailboxes;
    this.signIn = signIn;
    this.view = view;
  }

  @GET
  public TemplateInstance show(MailboxId id) {
    MailboxDefinition mailbox = mailboxes.get(id);
    SignInSetup.View signIns = signIn.view(id);
    Map<String, String> values = new HashMap<>(MailboxForm.values(MailboxRequest.of(mailbox)));
    values.put("revision", IfMatch.etag(mailbox.revision()));
    values.putAll(SignInSetup.values(signIns, mailbox));
    return view.page(id, signIns, Form.of(values));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response change(MailboxId id, MultivaluedMap<String, String> sent) {
    Form form = Form.of(sent);
    try {
      MailboxRequest request = MailboxForm.request(form, mailboxes.get(id).rules());
      return view.saved(mailboxes.change(id, request, IfMatch.of(form.value("revision"))), form);
    } catch (ProblemException e) {
      return view.again(id, form, e);
    }
  }

  /** The mailbox's folders, looked up with the account and the server that the form names. */
  @POST
  @Path("folders")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public TemplateInstance folders(MailboxId id, MultivaluedMap<String, String> sent) {
    Form form = Form.of(sent);
    try {
      MailboxRequest request = MailboxForm.request(form, mailboxes.get(id).rules());
      MailboxDefinition draft = mailboxes.draft(id, request);
      return MailboxFormView.Templates.folders(
          checks.folders(draft), draft.incoming().folders(), null);
    } catch (ProblemException | CalleeException e) {
      return MailboxFormView.Templates.folders(List.of(), List.of(), e.getMessage());
    }
  }
}

package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.mailbox.MailSettings;
import dev.mailbridge.configservice.mailbox.Mailboxes;
import dev.mailbridge.configservice.mailbox.OfficeConfig;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.security.Roles;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** <em>Incoming Mail</em>, Add: account and server, and how it signs in. */
@Path("mailboxes/new")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
class MailboxAddPage {
  private final Mailboxes mailboxes;
  private final SignInSetup signIn;
  private final MailSettings mailSettings;
  private final OfficeConfig office;
  private final MailboxFormView view;

  MailboxAddPage(
      Mailboxes mailboxes,
      SignInSetup signIn,
      MailSettings mailSettings,
      OfficeConfig office,
      MailboxFormView view) {
    this.office = office;
    this.mailboxes = mailboxes;
    this.signIn = signIn;
    this.mailSettings = mailSettings;
    this.view = view;
  }

  @GET
  public TemplateInstance show(@QueryParam("project") @DefaultValue("helpdesk") String project) {
    SignInSetup.View signIns = signIn.view(null);
    Map<String, String> values = new HashMap<>(OfficeDefaults.form(office));
    values.putAll(MailboxForm.values(mailSettings.outgoing().server()));
    values.put("project", project);
    values.putAll(SignInSetup.values(signIns, null));
    return view.page(null, signIns, Form.of(values));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response create(MultivaluedMap<String, String> sent) {
    Form form = Form.of(sent);
    try {
      return view.saved(mailboxes.create(MailboxForm.request(form, List.of())), form);
    } catch (ProblemException e) {
      return view.again(null, form, e);
    }
  }
}

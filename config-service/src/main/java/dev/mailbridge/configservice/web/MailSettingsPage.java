package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.mailbox.MailSettings;
import dev.mailbridge.configservice.mailbox.OutgoingServer;
import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.platform.problem.ProblemException;
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
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** <em>Mail Settings</em>. */
@Path("mail-settings")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
class MailSettingsPage {
  private final MailSettings settings;

  MailSettingsPage(MailSettings settings) {
    this.settings = settings;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance settings(Form form, int users, Integer changed);
  }

  @GET
  public TemplateInstance show(@QueryParam("changed") Integer changed) {
    var stored = settings.stored();
    Map<String, String> values = new HashMap<>(MailboxForm.values(stored.value().server()));
    values.put("revision", IfMatch.etag(stored.revision()));
    values.put("mailboxes", "true");
    return Templates.settings(Form.of(values), settings.users().size(), changed);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response apply(MultivaluedMap<String, String> sent) {
    Form form = Form.of(sent);
    try {
      OutgoingServer server =
          new OutgoingServer(MailboxForm.request(form.with("sends", "true"), List.of()).outgoing());
      int changed =
          settings.apply(server, form.on("mailboxes"), IfMatch.of(form.value("revision")));
      return Response.seeOther(URI.create("/mail-settings?changed=" + changed)).build();
    } catch (ProblemException e) {
      return Response.status(e.type().status())
          .entity(
              Templates.settings(
                  form.rejected(e.getMessage(), e.errors()), settings.users().size(), null))
          .build();
    }
  }
}

package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.mailbox.MailSettings;
import dev.mailbridge.configservice.mailbox.Mailboxes;
import dev.mailbridge.configservice.mailbox.OutgoingServer;
import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.contracts.MailboxDefinition;
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
import org.jboss.resteasy.reactive.RestForm;

/** <em>Mail Settings</em>. */
@Path("mail-settings")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
class MailSettingsPage {
  private static final int OFFERED = 50;

  private final MailSettings settings;
  private final Mailboxes mailboxes;
  private final TestMailAction testMail;

  MailSettingsPage(MailSettings settings, Mailboxes mailboxes, TestMailAction testMail) {
    this.settings = settings;
    this.mailboxes = mailboxes;
    this.testMail = testMail;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance settings(
        Form form, int users, List<MailboxDefinition> senders, Integer changed);
  }

  @GET
  public TemplateInstance show(@QueryParam("changed") Integer changed) {
    var stored = settings.stored();
    Map<String, String> values = new HashMap<>(MailboxForm.values(stored.value().server()));
    values.put("revision", IfMatch.etag(stored.revision()));
    values.put("mailboxes", "true");
    return Templates.settings(Form.of(values), settings.users().size(), senders(), changed);
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
                  form.rejected(e.getMessage(), e.errors()),
                  settings.users().size(),
                  senders(),
                  null))
          .build();
    }
  }

  @POST
  @Path("test-mail")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public TemplateInstance test(@RestForm String mailbox, @RestForm String to) {
    String wanted = mailbox == null ? "" : mailbox.strip();
    return mailboxes.search(wanted, null, 0, OFFERED).mailboxes().stream()
        .filter(one -> one.address().equalsIgnoreCase(wanted))
        .findFirst()
        .map(one -> testMail.send(one.id(), to))
        .orElseGet(
            () -> TestMailAction.Templates.failed("There is no such mailbox: add it first."));
  }

  private List<MailboxDefinition> senders() {
    return mailboxes.search("", null, 0, OFFERED).mailboxes().stream()
        .filter(one -> one.outgoing() != null)
        .toList();
  }
}

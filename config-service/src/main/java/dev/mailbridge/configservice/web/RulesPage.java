package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.handling.DryRun;
import dev.mailbridge.configservice.mailbox.MailboxRequest;
import dev.mailbridge.configservice.mailbox.Mailboxes;
import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.contracts.MailHandlingRule;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** <em>Mail Handling</em>: a mailbox's rules, and what they would do. */
@Path("mailboxes/{id}/rules")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
class RulesPage {
  private final Mailboxes mailboxes;
  private final DryRun dryRun;

  RulesPage(Mailboxes mailboxes, DryRun dryRun) {
    this.mailboxes = mailboxes;
    this.dryRun = dryRun;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance rules(
        MailboxDefinition mailbox,
        List<MailHandlingRule> rules,
        Form form,
        RuleWords words,
        String done);

    static native TemplateInstance rules$editor(
        MailboxDefinition mailbox, List<MailHandlingRule> rules, Form form, RuleWords words);

    static native TemplateInstance results(List<DryRun.Result> results, String message);
  }

  @GET
  public TemplateInstance show(MailboxId id, @QueryParam("done") String done) {
    MailboxDefinition mailbox = mailboxes.get(id);
    Form form = Form.of(Map.of("revision", IfMatch.etag(mailbox.revision())));
    return Templates.rules(mailbox, mailbox.rules(), form, RuleWords.ALL, done);
  }

  /** The editor after a button was pressed; nothing is stored. */
  @POST
  @Path("draft")
  public TemplateInstance draft(MailboxId id, MultivaluedMap<String, String> sent) {
    Form form = Form.of(sent);
    List<MailHandlingRule> rules = RulesForm.edited(RulesForm.rules(form), form.value("do"));
    Form kept = Form.of(Map.of("revision", form.value("revision")));
    return Templates.rules$editor(mailboxes.get(id), rules, kept, RuleWords.ALL);
  }

  @POST
  public Response save(MailboxId id, MultivaluedMap<String, String> sent) {
    Form form = Form.of(sent);
    List<MailHandlingRule> rules = RulesForm.rules(form);
    MailboxDefinition mailbox = mailboxes.get(id);
    try {
      mailboxes.change(
          id, MailboxRequest.of(mailbox).withRules(rules), IfMatch.of(form.value("revision")));
      return Response.seeOther(URI.create("/mailboxes/" + id + "/rules?done=saved")).build();
    } catch (ProblemException e) {
      Form rejected = form.rejected(e.getMessage(), e.errors());
      return Response.status(e.type().status())
          .entity(Templates.rules(mailbox, rules, rejected, RuleWords.ALL, null))
          .build();
    }
  }

  /** A file's octets, else what was pasted; null for neither. */
  private static byte[] eml(Form form) {
    String octets = form.text("octets");
    if (octets != null) {
      return Base64.getMimeDecoder().decode(octets);
    }
    String text = form.text("eml");
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  @POST
  @Path("try")
  public TemplateInstance tryOut(MailboxId id, MultivaluedMap<String, String> sent) {
    Form form = Form.of(sent);
    MailboxDefinition mailbox = mailboxes.get(id);
    List<MailHandlingRule> rules = RulesForm.rules(form);
    try {
      byte[] eml = eml(form);
      return Templates.results(
          eml == null
              ? dryRun.overRecent(mailbox.project(), id, rules)
              : List.of(dryRun.over(eml, rules)),
          null);
    } catch (ProblemException e) {
      return Templates.results(List.of(), e.getMessage());
    }
  }
}

package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.callee.CalleeException;
import dev.mailbridge.configservice.project.Project;
import dev.mailbridge.configservice.project.Projects;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.problem.ProblemException;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/** What adding and editing a mailbox have in common. */
@ApplicationScoped
class MailboxFormView {
  private final Projects projects;
  private final SignInSetup signIn;

  MailboxFormView(Projects projects, SignInSetup signIn) {
    this.projects = projects;
    this.signIn = signIn;
  }

  @CheckedTemplate(basePath = "MailboxFormPage")
  static class Templates {
    private Templates() {}

    static native TemplateInstance form(
        String id, List<Project> projects, SignInSetup.View signIn, Form form);

    /**
     * @param failure why they can't be listed, null when they can
     */
    static native TemplateInstance folders(
        List<String> folders, List<String> chosen, String failure);
  }

  /**
   * @param id null for a new mailbox
   */
  TemplateInstance page(MailboxId id, SignInSetup.View view, Form form) {
    return Templates.form(id == null ? null : id.value(), projects.list(), view, form);
  }

  Response again(MailboxId id, Form form, ProblemException problem) {
    return Response.status(problem.type().status())
        .entity(page(id, signIn.view(id), form.rejected(problem.getMessage(), problem.errors())))
        .build();
  }

  /** The mailbox is stored by now: what token-service says stands on the mailbox's own page. */
  Response saved(MailboxDefinition mailbox, Form form) {
    String done = "saved";
    try {
      signIn.save(mailbox, form);
    } catch (CalleeException e) {
      done = "grant-failed";
    }
    return Response.seeOther(URI.create("/mailboxes/" + mailbox.id() + "?done=" + done)).build();
  }
}

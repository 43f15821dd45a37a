package dev.mailbridge.configservice.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.callee.CalleeException;
import dev.mailbridge.configservice.connect.Access;
import dev.mailbridge.configservice.connect.SetupScripts;
import dev.mailbridge.configservice.doctor.Doctor;
import dev.mailbridge.configservice.mailbox.Mailboxes;
import dev.mailbridge.configservice.mailbox.OfficeConfig;
import dev.mailbridge.configservice.oauth.MicrosoftCloud;
import dev.mailbridge.configservice.oauth.OAuthSettings;
import dev.mailbridge.configservice.oauth.OfficePermissions;
import dev.mailbridge.configservice.tokenservice.Registration;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestForm;

/**
 * <em>Connect Office 365</em>: the guide's parts A to C, which happen in Entra, as scripts and as
 * steps by hand; then what Entra says is entered and every step is tried.
 */
@Path("connect")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class ConnectPage {
  private static final int OFFERED = 50;

  private final OAuthSettings settings;
  private final OfficeConfig office;
  private final Mailboxes mailboxes;

  ConnectPage(OAuthSettings settings, OfficeConfig office, Mailboxes mailboxes) {
    this.settings = settings;
    this.office = office;
    this.mailboxes = mailboxes;
  }

  /**
   * The page's parts.
   *
   * @param present the app as it was entered; null when it wasn't
   * @param failure why token-service can't tell, null when it can
   */
  record View(
      Form wanted,
      String redirectUri,
      OfficePermissions permissions,
      SetupScripts scripts,
      Registration present,
      String failure) {
    public boolean appOnly() {
      return ConnectForm.access(wanted) == Access.APP_ONLY;
    }
  }

  record CloudChoice(String code, String label) {}

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance connect(
        View view, Form entered, List<CloudChoice> clouds, List<MailboxDefinition> mailboxes);

    static native TemplateInstance connect$steps(View view);

    static native TemplateInstance entered(
        Form entered, List<CloudChoice> clouds, Registration present, JsonNode result);
  }

  @GET
  public TemplateInstance show(@Context UriInfo uri) {
    View view = view(Form.of(uri.getQueryParameters()));
    Form entered =
        Form.of(ConnectForm.values(ConnectForm.access(view.wanted()), view.present(), office));
    return Templates.connect(
        view, entered, clouds(), mailboxes.search("", null, 0, OFFERED).mailboxes());
  }

  /** The scripts and the steps by hand, while the form above them is filled in. */
  @GET
  @Path("steps")
  public TemplateInstance steps(@Context UriInfo uri) {
    return Templates.connect$steps(view(Form.of(uri.getQueryParameters())));
  }

  private View view(Form wanted) {
    Registration present = null;
    String failure = null;
    try {
      present = present(ConnectForm.access(wanted));
    } catch (CalleeException e) {
      failure = e.getMessage();
    }
    String redirect =
        present == null || present.redirectUri() == null
            ? "http://localhost:%d/".formatted(office.redirectPort())
            : present.redirectUri();
    return new View(
        wanted,
        redirect,
        OfficePermissions.ALL,
        SetupScripts.of(ConnectForm.setup(wanted, redirect, present)),
        present,
        failure);
  }

  private Registration present(Access access) {
    return switch (access) {
      case DELEGATED -> settings.registration().orElse(null);
      case APP_ONLY -> settings.appOnlyRegistration().orElse(null);
    };
  }

  /** Keeps what Entra said and tries it. */
  @POST
  @RolesAllowed(Roles.ADMIN)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public TemplateInstance enter(MultivaluedMap<String, String> sent) {
    Form form = Form.of(sent);
    Access access = ConnectForm.access(form);
    try {
      Registration saved =
          switch (access) {
            case DELEGATED ->
                settings.save(ConnectForm.fields(form, settings.fields().orElse(null), office));
            case APP_ONLY -> settings.saveAppOnly(ConnectForm.fields(form, null, office));
          };
      return Templates.entered(form, clouds(), saved, settings.check(saved.id()));
    } catch (ProblemException e) {
      return Templates.entered(ConnectForm.rejected(form, e), clouds(), null, null);
    } catch (CalleeException e) {
      return Templates.entered(form.rejected(e.getMessage(), List.of()), clouds(), null, null);
    }
  }

  /** Every check of a mailbox, as Doctor does them. */
  @POST
  @Path("verify")
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public TemplateInstance verify(
      @RestForm String mailbox, @RestForm boolean sendsMail, @RestForm String refused) {
    String wanted = mailbox == null ? "" : mailbox.strip();
    List<Doctor.Part> parts =
        Arrays.stream(Doctor.Part.values())
            .filter(part -> part != Doctor.Part.ROUND_TRIP || sendsMail)
            .toList();
    return mailboxes.search(wanted, null, 0, OFFERED).mailboxes().stream()
        .filter(one -> one.address().equalsIgnoreCase(wanted))
        .findFirst()
        .map(one -> DoctorPage.Templates.parts(one, parts, refused == null ? "" : refused.strip()))
        .orElseGet(() -> SignInAction.Templates.failed("There is no such mailbox: add it first."));
  }

  /** Microsoft's clouds, and the one that is configured. */
  private List<CloudChoice> clouds() {
    Stream<CloudChoice> microsoft =
        Arrays.stream(MicrosoftCloud.values()).map(one -> new CloudChoice(one.code(), one.label()));
    return ConnectForm.configured(office).isPresent()
        ? microsoft.toList()
        : Stream.concat(
                Stream.of(
                    new CloudChoice(ConnectForm.OWN_CLOUD, office.authority().getAuthority())),
                microsoft)
            .toList();
  }
}

package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.oauth.OAuthSettings;
import dev.mailbridge.configservice.oauth.OfficePermissions;
import dev.mailbridge.configservice.tokenservice.Registration;
import dev.mailbridge.configservice.tokenservice.TokenServiceException;
import dev.mailbridge.platform.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** <em>Connect Office 365</em>: the guide's parts A to C, which happen in Entra. */
@Path("connect")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class ConnectPage {
  private static final String REDIRECT = "http://localhost:3017/";
  private final OAuthSettings settings;

  ConnectPage(OAuthSettings settings) {
    this.settings = settings;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance connect(
        String redirectUri, OfficePermissions permissions, Registration present, String failure);
  }

  @GET
  public TemplateInstance show() {
    try {
      Registration present = settings.registration().orElse(null);
      String redirect =
          present == null || present.redirectUri() == null ? REDIRECT : present.redirectUri();
      return Templates.connect(redirect, OfficePermissions.ALL, present, null);
    } catch (TokenServiceException e) {
      return Templates.connect(REDIRECT, OfficePermissions.ALL, null, e.getMessage());
    }
  }
}

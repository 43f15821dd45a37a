package dev.mailbridge.configservice.web;

import dev.mailbridge.platform.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** <em>Configuration</em>: all settings, searchable. */
@Path("configuration")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class ConfigurationPage {
  private final SettingsCatalog catalog;

  ConfigurationPage(SettingsCatalog catalog) {
    this.catalog = catalog;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance configuration(String search, List<SettingsCatalog.Group> groups);

    static native TemplateInstance configuration$found(
        String search, List<SettingsCatalog.Group> groups);
  }

  @GET
  public TemplateInstance show(@QueryParam("search") @DefaultValue("") String search) {
    return Templates.configuration(search, catalog.search(search));
  }

  @GET
  @Path("found")
  public TemplateInstance found(@QueryParam("search") @DefaultValue("") String search) {
    return Templates.configuration$found(search, catalog.search(search));
  }
}

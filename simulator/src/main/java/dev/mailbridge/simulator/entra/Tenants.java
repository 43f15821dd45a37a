package dev.mailbridge.simulator.entra;

import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.Directory;
import java.util.Locale;
import java.util.Set;

/** Which app may be used under which tenant name in the path. */
final class Tenants {
  private static final Set<String> MULTI = Set.of("common", "organizations", "consumers");

  private final Directory directory;

  Tenants(Directory directory) {
    this.directory = directory;
  }

  static boolean isCommon(String tenant) {
    return MULTI.contains(tenant.toLowerCase(Locale.ROOT));
  }

  /** Finds the app, or says what is wrong with the tenant or the client id. */
  App app(String tenant, String clientId) {
    if (!isCommon(tenant) && !directory.tenant().isNamed(tenant)) {
      throw Aadsts.of(
          90002,
          "Tenant '"
              + tenant
              + "' not found. Check to make sure you have the correct tenant ID and are signing into"
              + " the correct cloud.");
    }
    if (clientId == null || clientId.isEmpty()) {
      throw Aadsts.missing("client_id");
    }
    App app =
        directory
            .app(clientId)
            .filter(one -> one.clientId().equalsIgnoreCase(clientId))
            .orElseThrow(
                () ->
                    Aadsts.of(
                        700016,
                        "Application with identifier '"
                            + clientId
                            + "' was not found in the directory '"
                            + directory.tenant().displayName()
                            + "'. This can happen if the application has not been installed by the"
                            + " administrator of the tenant or consented to by any user in the"
                            + " tenant."));
    if (isCommon(tenant) && !app.multiTenant()) {
      throw Aadsts.of(
          50194,
          "Application '"
              + app.clientId()
              + "'("
              + app.displayName()
              + ") is not configured as a multi-tenant application. Usage of the /common endpoint"
              + " is not supported for such apps created after '10/15/2018'. Use a tenant-specific"
              + " endpoint or configure the application to be multi-tenant.");
    }
    return app;
  }
}

package dev.mailbridge.simulator.entra;

import dev.mailbridge.simulator.directory.Accounts;
import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.Directory;
import dev.mailbridge.simulator.directory.SignInAudience;
import dev.mailbridge.simulator.directory.Tenant;
import dev.mailbridge.simulator.directory.User;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which app may be used under which tenant name in the path. */
final class Tenants {
  private static final Set<String> MULTI = Set.of("common", "organizations", "consumers");

  private final Directory directory;
  private final Accounts accounts;

  Tenants(Directory directory, Accounts accounts) {
    this.directory = directory;
    this.accounts = accounts;
  }

  static boolean isCommon(String tenant) {
    return MULTI.contains(tenant.toLowerCase(Locale.ROOT));
  }

  /** Finds the app, or says what is wrong with the tenant or the client id. */
  App app(String tenant, String clientId) {
    Optional<Tenant> named = accounts.tenant(tenant);
    if (!isCommon(tenant) && named.isEmpty()) {
      throw Aadsts.of(
          90002,
          "Tenant '"
              + tenant
              + "' not found. Check to make sure you have the correct tenant ID and are signing"
              + " into the correct cloud.");
    }
    if (clientId == null || clientId.isEmpty()) {
      throw Aadsts.missing("client_id");
    }
    App app =
        directory
            .app(clientId)
            .filter(one -> one.clientId().equalsIgnoreCase(clientId))
            .filter(one -> isIn(one, named))
            .orElseThrow(
                () ->
                    Aadsts.of(
                        700016,
                        "Application with identifier '"
                            + clientId
                            + "' was not found in the directory '"
                            + named.orElse(accounts.home()).displayName()
                            + "'. This can happen if the application has not been installed by the"
                            + " administrator of the tenant or consented to by any user in the"
                            + " tenant."));
    checkAudience(app, tenant);
    return app;
  }

  /** An app is known at home, and elsewhere when it is for everyone. */
  private boolean isIn(App app, Optional<Tenant> named) {
    return named.isEmpty()
        || named.get().equals(accounts.home())
        || (Accounts.isPersonal(named.get())
            ? app.signInAudience().personal()
            : app.signInAudience().organizations());
  }

  private static void checkAudience(App app, String tenant) {
    SignInAudience audience = app.signInAudience();
    boolean consumers = tenant.equalsIgnoreCase("consumers");
    String name = "Application '" + app.clientId() + "'(" + app.displayName() + ") ";
    if (consumers && !audience.personal()) {
      throw Aadsts.of(
          9002331,
          name
              + "is configured for use by Azure Active Directory users only. Please do not use the"
              + " /consumers endpoint to serve this request.");
    }
    if (!consumers && audience == SignInAudience.PERSONAL) {
      throw Aadsts.of(
          9002346,
          name
              + "is configured for use by Microsoft Account users only. Please use the /consumers"
              + " endpoint to serve this request.");
    }
    if (isCommon(tenant) && !consumers && !audience.organizations()) {
      throw Aadsts.of(
          50194,
          name
              + "is not configured as a multi-tenant application. Usage of the /common endpoint"
              + " is not supported for such apps created after '10/15/2018'. Use a tenant-specific"
              + " endpoint or configure the application to be multi-tenant.");
    }
  }

  /**
   * Refuses an account that the path or the app isn't for.
   *
   * @param path the tenant in the request's path
   */
  void checkAccount(User user, String path, App app) {
    Tenant own = accounts.tenantOf(user);
    if (Accounts.isPersonal(own) && !app.signInAudience().personal()) {
      throw Aadsts.of(
          500200,
          "User account '"
              + user.userPrincipalName()
              + "' is a personal Microsoft account. Personal Microsoft accounts are not supported"
              + " for this application unless explicitly invited to an organization. Try signing"
              + " out and signing back in with an organizational account.");
    }
    Tenant wanted =
        accounts
            .tenant(path)
            .orElse(app.signInAudience() == SignInAudience.MY_ORG ? accounts.home() : own);
    if (!own.equals(wanted)) {
      throw Aadsts.of(
          50020,
          "User account '"
              + user.userPrincipalName()
              + "' from identity provider 'https://sts.windows.net/"
              + own.id()
              + "/' does not exist in tenant '"
              + wanted.displayName()
              + "' and cannot access the application '"
              + app.clientId()
              + "'("
              + app.displayName()
              + ") in that tenant. The account needs to be added as an external user in the tenant"
              + " first. Sign out and sign in again with a different Azure Active Directory user"
              + " account.");
    }
  }

  /** Refuses a token for the app itself where it has no service principal. */
  void checkServicePrincipal(App app, String tenant) {
    if (!accounts.home().isNamed(tenant)) {
      throw Aadsts.of(
          7000229,
          "The client application "
              + app.clientId()
              + " is missing service principal in the tenant "
              + tenant
              + ".");
    }
  }
}

package dev.mailbridge.simulator.entra;

import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.Call;
import java.util.Map;

/**
 * {@code GET /{tenant}/adminconsent} and {@code /{tenant}/v2.0/adminconsent}: an administrator
 * grants the app what it is configured with, for the whole tenant.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-admin-consent">Admin consent
 *     on the Microsoft identity platform</a>
 */
final class AdminConsentEndpoint {
  private final EntraParts parts;
  private final SignInFlow flow;

  AdminConsentEndpoint(EntraParts parts, SignInFlow flow) {
    this.parts = parts;
    this.flow = flow;
  }

  Answer handle(Call call) {
    Map<String, String> query = call.query();
    try {
      App app = parts.tenants().app(call.pathParameter("tenant"), query.get("client_id"));
      String redirectUri = RedirectUris.check(app, query.get("redirect_uri"));
      return flow.start(
          call,
          app,
          RequestedScopes.parse("https://graph.microsoft.com/.default"),
          SignIn.Target.adminConsent(redirectUri, query.get("state")),
          Map.of());
    } catch (EntraException e) {
      return SignInPages.error(e);
    }
  }
}

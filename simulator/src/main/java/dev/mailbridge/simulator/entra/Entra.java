package dev.mailbridge.simulator.entra;

import com.nimbusds.jose.jwk.RSAKey;
import dev.mailbridge.simulator.Settings;
import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.Directory;
import dev.mailbridge.simulator.directory.Tenant;
import dev.mailbridge.simulator.fault.Faults;
import dev.mailbridge.simulator.fault.HttpFaults;
import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.Call;
import dev.mailbridge.simulator.http.Router;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Entra's endpoints on the router. */
public final class Entra {
  private final EntraParts parts;
  private final SignInFlow flow;

  public Entra(
      Directory directory,
      Settings settings,
      Clock clock,
      String baseUrl,
      Faults faults,
      HttpFaults httpFaults,
      RSAKey key) {
    parts = EntraParts.create(directory, settings, clock, baseUrl, faults, httpFaults, key);
    flow = new SignInFlow(parts);
  }

  public AccessTokens accessTokens() {
    return parts.accessTokens();
  }

  public RefreshTokens refreshTokens() {
    return parts.refreshTokens();
  }

  /** Adds the endpoints. */
  public void register(Router router) {
    AuthorizeEndpoint authorize = new AuthorizeEndpoint(parts, flow);
    AdminConsentEndpoint adminConsent = new AdminConsentEndpoint(parts, flow);
    TokenEndpoint token = new TokenEndpoint(parts);
    router
        .on("GET", "/{tenant}/oauth2/v2.0/authorize", authorize::handle)
        .on("POST", "/{tenant}/oauth2/v2.0/authorize", authorize::handle)
        .on("GET", "/{tenant}/adminconsent", adminConsent::handle)
        .on("GET", "/{tenant}/v2.0/adminconsent", adminConsent::handle)
        .on("POST", "/{tenant}/login", flow::submit)
        .on("POST", "/{tenant}/oauth2/v2.0/token", token::handle)
        .on("POST", "/{tenant}/oauth2/v2.0/devicecode", this::deviceCode)
        .on("GET", "/devicelogin", call -> SignInPages.userCode(null))
        .on("POST", "/devicelogin", this::deviceLogin)
        .on("GET", "/{tenant}/oauth2/v2.0/logout", this::logout)
        .on("GET", "/{tenant}/v2.0/.well-known/openid-configuration", this::discovery)
        .on("GET", "/{tenant}/discovery/v2.0/keys", this::keys);
  }

  private Answer deviceCode(Call call) {
    try {
      Map<String, String> form = call.form();
      App app = parts.tenants().app(call.pathParameter("tenant"), form.get("client_id"));
      String scope = form.getOrDefault("scope", "");
      if (scope.isBlank()) {
        throw Aadsts.missing("scope");
      }
      RequestedScopes.parse(scope);
      DeviceCodes.Pending pending = parts.deviceCodes().issue(app.clientId(), scope);
      Map<String, Object> body = new LinkedHashMap<>();
      String address = parts.baseUrl() + "/devicelogin";
      body.put("user_code", pending.userCode());
      body.put("device_code", pending.deviceCode());
      body.put("verification_uri", address);
      body.put("expires_in", DeviceCodes.LIFETIME.toSeconds());
      body.put("interval", 5);
      body.put(
          "message",
          "To sign in, use a web browser to open the page "
              + address
              + " and enter the code "
              + pending.userCode()
              + " to authenticate.");
      return Answer.json(200, body);
    } catch (EntraException e) {
      return ErrorBody.of(e, parts.clock(), parts.baseUrl());
    }
  }

  private Answer deviceLogin(Call call) {
    Optional<DeviceCodes.Pending> pending =
        parts.deviceCodes().byUserCode(call.form().getOrDefault("otc", ""));
    if (pending.isEmpty()) {
      return SignInPages.userCode("That code didn't work. Check the code and try again. (70018)");
    }
    App app = parts.directory().app(pending.get().clientId()).orElseThrow();
    SignIn.Target target = SignIn.Target.device(pending.get());
    return flow.start(
        call,
        app,
        RequestedScopes.parse(pending.get().scope()),
        target,
        Map.of("prompt", "select_account"));
  }

  private Answer logout(Call call) {
    flow.signOut(call);
    Answer answer =
        call.query("post_logout_redirect_uri")
            .filter(uri -> parts.directory().apps().stream().anyMatch(app -> registered(app, uri)))
            .map(Answer::redirect)
            .orElseGet(
                () ->
                    SignInPages.message(
                        "You signed out of your account", "Close all browser windows."));
    return answer.with(
        "Set-Cookie", SignInFlow.SESSION_COOKIE + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
  }

  private static boolean registered(App app, String uri) {
    try {
      RedirectUris.check(app, uri);
      return true;
    } catch (EntraException e) {
      return false;
    }
  }

  private Answer discovery(Call call) {
    String tenant = call.pathParameter("tenant");
    Optional<Tenant> named = parts.accounts().tenant(tenant);
    if (!Tenants.isCommon(tenant) && named.isEmpty()) {
      return ErrorBody.of(
          Aadsts.of(90002, "Tenant '" + tenant + "' not found."), parts.clock(), parts.baseUrl());
    }
    String base = parts.baseUrl() + "/" + tenant;
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(
        "issuer",
        named
            .map(parts.accessTokens()::issuer)
            .orElseGet(() -> parts.baseUrl() + "/{tenantid}/v2.0"));
    body.put("authorization_endpoint", base + "/oauth2/v2.0/authorize");
    body.put("token_endpoint", base + "/oauth2/v2.0/token");
    body.put("device_authorization_endpoint", base + "/oauth2/v2.0/devicecode");
    body.put("end_session_endpoint", base + "/oauth2/v2.0/logout");
    body.put("jwks_uri", base + "/discovery/v2.0/keys");
    body.put("response_types_supported", List.of("code"));
    body.put("response_modes_supported", List.of("query", "fragment", "form_post"));
    body.put("subject_types_supported", List.of("pairwise"));
    body.put("id_token_signing_alg_values_supported", List.of("RS256"));
    body.put("scopes_supported", List.of("openid", "profile", "email", "offline_access"));
    body.put(
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_post", "private_key_jwt", "client_secret_basic"));
    body.put("tenant_region_scope", "EU");
    body.put("msgraph_host", parts.baseUrl().replaceFirst("^https?://", ""));
    return Answer.json(200, body);
  }

  private Answer keys(Call call) {
    return Answer.json(
        200, Map.of("keys", List.of(parts.accessTokens().publicKey().toJSONObject())));
  }
}

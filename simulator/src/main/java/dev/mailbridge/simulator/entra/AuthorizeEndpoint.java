package dev.mailbridge.simulator.entra;

import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.fault.FaultPoint;
import dev.mailbridge.simulator.fault.Protocol;
import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.Call;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code GET /{tenant}/oauth2/v2.0/authorize}: checks the request and opens the sign-in page. */
final class AuthorizeEndpoint {
  private static final Set<String> RESPONSE_MODES = Set.of("query", "fragment", "form_post");

  private final EntraParts parts;
  private final SignInFlow flow;

  AuthorizeEndpoint(EntraParts parts, SignInFlow flow) {
    this.parts = parts;
    this.flow = flow;
  }

  Answer handle(Call call) {
    Map<String, String> query = call.method().equals("POST") ? call.form() : call.query();
    Optional<Answer> struck =
        parts
            .httpFaults()
            .strike(
                new FaultPoint(
                    Protocol.ENTRA,
                    query.get("login_hint"),
                    query.get("client_id"),
                    "authorize",
                    null));
    if (struck.isPresent()) {
      return struck.get();
    }
    App app;
    String redirectUri;
    try {
      app = parts.tenants().app(call.pathParameter("tenant"), query.get("client_id"));
      redirectUri = RedirectUris.check(app, query.get("redirect_uri"));
    } catch (EntraException e) {
      // There is no address that the error could safely be sent to: it is shown.
      return SignInPages.error(e);
    }
    SignIn.Target target =
        new SignIn.Target(
            redirectUri,
            query.getOrDefault("response_mode", "query"),
            query.get("state"),
            challenge(query),
            Optional.ofNullable(query.get("nonce")),
            Optional.empty(),
            false);
    try {
      checkRequest(query);
      RequestedScopes scopes = RequestedScopes.parse(query.get("scope"));
      return flow.start(call, app, scopes, target, query);
    } catch (EntraException e) {
      return RedirectAnswer.error(target, e);
    }
  }

  private static void checkRequest(Map<String, String> query) {
    if (!query.containsKey("response_type")) {
      throw Aadsts.missing("response_type");
    }
    if (!query.get("response_type").equals("code")) {
      throw Aadsts.of(
          700054,
          "response_type '" + query.get("response_type") + "' is not enabled for the application.");
    }
    if (query.getOrDefault("scope", "").isBlank()) {
      throw Aadsts.missing("scope");
    }
    if (!RESPONSE_MODES.contains(query.getOrDefault("response_mode", "query"))) {
      throw Aadsts.of(70007, "The response_mode is not supported.");
    }
    String challenge = query.get("code_challenge");
    if (challenge != null && (challenge.length() < 43 || challenge.length() > 128)) {
      throw Aadsts.of(501491, "Invalid size of Code_Challenge parameter.");
    }
    String method = query.getOrDefault("code_challenge_method", "plain");
    if (challenge != null && !Set.of("plain", "S256").contains(method)) {
      throw Aadsts.of(501492, "Invalid Code_Challenge_method parameter.");
    }
  }

  private static Optional<AuthorizationCodes.Challenge> challenge(Map<String, String> query) {
    return Optional.ofNullable(query.get("code_challenge"))
        .map(
            value ->
                new AuthorizationCodes.Challenge(
                    value, query.getOrDefault("code_challenge_method", "plain")));
  }
}

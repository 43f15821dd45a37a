package dev.mailbridge.simulator.entra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.fault.FaultPoint;
import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes the token endpoint's good answers. */
final class TokenAnswers {
  private final EntraParts parts;

  TokenAnswers(EntraParts parts) {
    this.parts = parts;
  }

  Answer forUser(
      App app,
      AuthorizedUser authorized,
      String scope,
      String grantType,
      String family,
      FaultPoint point) {
    User user = parts.accounts().find(authorized.userId()).orElseThrow(() -> Aadsts.of(50034));
    Resource resource = authorized.resource();
    Set<String> permissions = authorized.permissions();
    if (scope != null && !scope.isBlank()) {
      RequestedScopes requested = RequestedScopes.parse(scope);
      if (!requested.resources().isEmpty()) {
        resource = requested.resource();
        permissions =
            requested.byDefault() ? parts.policy().consented(app, user) : requested.permissions();
      }
    }
    Set<String> granted = offeredBy(resource, permissions);
    if (resource == authorized.resource() || !granted.isEmpty()) {
      parts.policy().checkConsent(app, user, granted);
    }
    AccessTokens.Issue issue =
        parts.accessTokens().forUser(app, user, resource, granted, grantType);
    Map<String, Object> body = body(issue, resource, granted);
    if (authorized.openId().contains("openid")) {
      body.put("id_token", parts.accessTokens().idToken(app, user, authorized.nonce()));
    }
    if (authorized.openId().contains("offline_access")) {
      boolean isLong = parts.faults().take(point, FaultKind.REFRESH_TOKEN_LONG).isPresent();
      body.put(
          "refresh_token",
          parts.refreshTokens().issue(authorized, authorized.resource(), family, isLong));
    }
    spoil(body, point);
    return answer(body);
  }

  private static Set<String> offeredBy(Resource resource, Set<String> permissions) {
    return permissions.stream()
        .filter(resource::offers)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  Answer forApp(App app, Resource resource) {
    Set<String> roles =
        !app.adminConsent()
            ? Set.of()
            : app.applicationPermissions().stream()
                .filter(resource::hasRole)
                .collect(Collectors.toSet());
    AccessTokens.Issue issue = parts.accessTokens().forApp(app, resource, roles);
    Map<String, Object> body = body(issue, resource, Set.of());
    body.remove("scope");
    return answer(body);
  }

  private static Map<String, Object> body(
      AccessTokens.Issue issue, Resource resource, Set<String> granted) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("token_type", "Bearer");
    body.put(
        "scope",
        new TreeSet<>(granted)
            .stream()
                .map(permission -> resource.audience() + "/" + permission)
                .collect(Collectors.joining(" ")));
    body.put("expires_in", issue.lifetime().toSeconds());
    body.put("ext_expires_in", issue.lifetime().toSeconds());
    body.put("access_token", issue.token());
    return body;
  }

  static boolean hasRefreshToken(Answer answer) {
    JsonNode body = Json.read(answer.body(), JsonNode.class);
    return !body.path("refresh_token").asText().isEmpty();
  }

  private void spoil(Map<String, Object> body, FaultPoint point) {
    if (parts.faults().take(point, FaultKind.REFRESH_TOKEN_ABSENT).isPresent()) {
      body.remove("refresh_token");
    }
    if (parts.faults().take(point, FaultKind.REFRESH_TOKEN_EMPTY).isPresent()) {
      body.put("refresh_token", "");
      body.put("expires_in", String.valueOf(body.get("expires_in")));
    }
  }

  private static Answer answer(Map<String, Object> body) {
    return Answer.json(200, body)
        .with("Cache-Control", "no-store, no-cache")
        .with("Pragma", "no-cache");
  }
}

package dev.mailbridge.simulator.entra;

import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.fault.Fault;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.fault.FaultPoint;
import dev.mailbridge.simulator.fault.Protocol;
import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.Call;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@code POST /{tenant}/oauth2/v2.0/token}. */
final class TokenEndpoint {
  private final EntraParts parts;
  private final TokenAnswers answers;

  TokenEndpoint(EntraParts parts) {
    this.parts = parts;
    this.answers = new TokenAnswers(parts);
  }

  Answer handle(Call call) {
    try {
      return grant(call);
    } catch (EntraException e) {
      return ErrorBody.of(e, parts.clock(), parts.baseUrl());
    }
  }

  private Answer grant(Call call) {
    String tenant = call.pathParameter("tenant");
    Map<String, String> form = call.form();
    String clientId = ClientCredentialCheck.clientId(call).orElse(null);
    FaultPoint point =
        new FaultPoint(Protocol.ENTRA, mailboxOf(form).orElse(null), clientId, "token", null);
    Optional<Answer> struck = parts.httpFaults().strike(point);
    if (struck.isPresent()) {
      return struck.get();
    }
    String type = required(form, "grant_type");
    App app = parts.tenants().app(tenant, clientId);
    refuseOnCommand(point, app);
    parts.credentials().check(call, app, tenant);
    return switch (type) {
      case "authorization_code" -> byCode(form, app, point);
      case "refresh_token" -> byRefreshToken(form, app, point);
      case "client_credentials" -> byClientCredentials(form, app, tenant);
      case "urn:ietf:params:oauth:grant-type:device_code" -> byDeviceCode(form, app, point);
      case "password" -> byPassword(form, app, tenant, point);
      default ->
          throw Aadsts.of(70003, "The app requested an unsupported grant type '" + type + "'.");
    };
  }

  private void refuseOnCommand(FaultPoint point, App app) {
    parts
        .faults()
        .take(
            point,
            FaultKind.ENTRA_ERROR,
            FaultKind.SECRET_EXPIRED,
            FaultKind.CONSENT_REVOKED,
            FaultKind.MFA_DEMANDED,
            FaultKind.REFRESH_TOKEN_REVOKED,
            FaultKind.REFRESH_TOKEN_EXPIRED)
        .ifPresent(
            fault -> {
              throw refusal(fault, app);
            });
  }

  private static EntraException refusal(Fault fault, App app) {
    return switch (fault.kind()) {
      case SECRET_EXPIRED ->
          Aadsts.of(
              7000222,
              "The provided client secret keys for app '" + app.clientId() + "' are expired.");
      case CONSENT_REVOKED -> Aadsts.of(65001);
      case MFA_DEMANDED -> Aadsts.of(50076);
      case REFRESH_TOKEN_REVOKED -> Aadsts.of(50173);
      case REFRESH_TOKEN_EXPIRED -> Aadsts.of(700082);
      default -> {
        int code = fault.code().orElse(90033);
        yield fault.text().map(text -> Aadsts.of(code, text)).orElseGet(() -> Aadsts.of(code));
      }
    };
  }

  private Answer byCode(Map<String, String> form, App app, FaultPoint point) {
    AuthorizedUser authorized =
        parts
            .codes()
            .redeem(
                required(form, "code"),
                app.clientId(),
                required(form, "redirect_uri"),
                Optional.ofNullable(form.get("code_verifier")));
    return answers.forUser(
        app, authorized, form.get("scope"), "authorization_code", newFamily(), point);
  }

  private Answer byDeviceCode(Map<String, String> form, App app, FaultPoint point) {
    AuthorizedUser authorized =
        parts.deviceCodes().redeem(required(form, "device_code"), app.clientId());
    return answers.forUser(app, authorized, null, "device_code", newFamily(), point);
  }

  private Answer byRefreshToken(Map<String, String> form, App app, FaultPoint point) {
    String token = required(form, "refresh_token");
    RefreshTokens.Grant grant = parts.refreshTokens().redeem(token, app.clientId());
    User user =
        parts
            .accounts()
            .find(grant.userId())
            .orElseThrow(() -> Aadsts.of(50034, "The user account does not exist any more."));
    parts.loop().count(app.clientId(), user.id());
    parts.policy().checkSession(user, grant.issuedAt(), grant.mfaDone());
    AuthorizedUser authorized =
        new AuthorizedUser(
            app.clientId(),
            user.id(),
            grant.resource(),
            grant.permissions(),
            grant.openId(),
            grant.mfaDone(),
            Optional.empty());
    if (parts.settings().behaviour().strictRotation() && !parts.refreshTokens().spend(token)) {
      throw Aadsts.of(70000, "Provided grant is invalid: the refresh token was used before.");
    }
    Answer answer =
        answers.forUser(app, authorized, form.get("scope"), "refresh_token", grant.family(), point);
    if (parts.settings().behaviour().strictRotation() && !TokenAnswers.hasRefreshToken(answer)) {
      parts.refreshTokens().revive(grant);
    }
    return answer;
  }

  private Answer byPassword(Map<String, String> form, App app, String tenant, FaultPoint point) {
    if (Tenants.isCommon(tenant)) {
      throw Aadsts.of(9001023);
    }
    RequestedScopes scopes = RequestedScopes.parse(required(form, "scope"));
    User user =
        parts
            .accounts()
            .find(required(form, "username"))
            .orElseThrow(
                () ->
                    Aadsts.of(
                        50034,
                        "The user account "
                            + form.get("username")
                            + " does not exist in the directory."));
    parts.loop().count(app.clientId(), user.id());
    if (!user.password().equals(form.get("password"))) {
      throw Aadsts.of(50126);
    }
    parts.tenants().checkAccount(user, tenant, app);
    parts.policy().checkSession(user, parts.clock().instant(), false);
    AuthorizedUser authorized =
        new AuthorizedUser(
            app.clientId(),
            user.id(),
            scopes.resource(),
            scopes.permissions(),
            scopes.openId(),
            false,
            Optional.empty());
    return answers.forUser(app, authorized, form.get("scope"), "password", newFamily(), point);
  }

  private Answer byClientCredentials(Map<String, String> form, App app, String tenant) {
    if (Tenants.isCommon(tenant)) {
      throw Aadsts.of(9001023);
    }
    if (app.publicClient()) {
      throw Aadsts.of(7000218);
    }
    parts.tenants().checkServicePrincipal(app, tenant);
    RequestedScopes scopes = RequestedScopes.parse(required(form, "scope"));
    parts.loop().count(app.clientId(), "app " + form.get("scope"));
    if (!scopes.byDefault() || !scopes.openId().isEmpty()) {
      throw Aadsts.of(
          1002012,
          "The provided value for scope "
              + form.get("scope")
              + " is not valid. Client credential flows must have a scope value with /.default"
              + " suffixed to the resource identifier (application ID URI).");
    }
    return answers.forApp(app, scopes.resource());
  }

  /** Whose token it is about, so that a fault can be aimed at one mailbox. */
  private Optional<String> mailboxOf(Map<String, String> form) {
    if (form.containsKey("username")) {
      return Optional.of(form.get("username"));
    }
    Optional<String> userId =
        form.containsKey("refresh_token")
            ? parts.refreshTokens().userOf(form.get("refresh_token"))
            : Optional.ofNullable(form.get("code")).flatMap(parts.codes()::userOf);
    return userId.flatMap(parts.directory()::user).map(User::userPrincipalName);
  }

  private static String newFamily() {
    return UUID.randomUUID().toString();
  }

  private static String required(Map<String, String> form, String name) {
    String value = form.get(name);
    if (value == null || value.isEmpty()) {
      throw Aadsts.missing(name);
    }
    return value;
  }
}

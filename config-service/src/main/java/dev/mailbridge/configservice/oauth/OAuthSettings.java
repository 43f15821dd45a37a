package dev.mailbridge.configservice.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailbridge.configservice.audit.AuditLog;
import dev.mailbridge.configservice.mailbox.OfficeConfig;
import dev.mailbridge.configservice.tokenservice.Registration;
import dev.mailbridge.configservice.tokenservice.TokenServiceGateway;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.platform.problem.Problem.FieldError;
import dev.mailbridge.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads and writes the OAUTH2 fields as the registration {@value #ID}. */
@ApplicationScoped
public class OAuthSettings {
  public static final String ID = "oauth2-mail";
  public static final String APP_ONLY_ID = "app-only-mail";
  private static final String NAME = "OAUTH2 Mail";
  private static final String APP_ONLY_NAME = "App-only mail";
  private final TokenServiceGateway tokenService;
  private final OfficeConfig office;
  private final AuditLog audit;

  OAuthSettings(TokenServiceGateway tokenService, OfficeConfig office, AuditLog audit) {
    this.office = office;
    this.tokenService = tokenService;
    this.audit = audit;
  }

  public Optional<Registration> registration() {
    return tokenService.registration(ID);
  }

  public Optional<OAuthFields> fields() {
    return registration().map(this::fields);
  }

  /** What the form shows before anything was entered. */
  public OAuthFields usual() {
    String base =
        office
            .tenantId()
            .map(tenant -> "%s/%s/oauth2/v2.0/".formatted(office.authority(), tenant))
            .orElse(null);
    return new OAuthFields(
        office.redirectPort(),
        base == null ? null : base + "authorize",
        base == null ? null : base + "token",
        office.clientId().orElse(null),
        null,
        "True",
        "S256",
        OAuthFields.GUIDE_SCOPE,
        null,
        office.graphUrl().map(Object::toString).orElse(null));
  }

  public Registration save(OAuthFields fields) {
    return save(ID, NAME, fields);
  }

  /** An app that opens mailboxes by itself: it has no redirect URI and no scopes to choose. */
  public Registration saveAppOnly(OAuthFields fields) {
    return save(APP_ONLY_ID, APP_ONLY_NAME, fields);
  }

  public Optional<Registration> appOnlyRegistration() {
    return tokenService.registration(APP_ONLY_ID);
  }

  private Registration save(String id, String name, OAuthFields fields) {
    List<FieldError> problems = OAuthValidator.problems(fields);
    if (!problems.isEmpty()) {
      throw new ProblemException(
          OAuthProblem.INVALID,
          problems.stream()
              .map(p -> p.pointer().substring(1) + ": " + p.detail())
              .collect(Collectors.joining(" ")),
          problems);
    }
    Optional<Registration> before = tokenService.registration(id);
    if (before.isEmpty() && fields.secret() == null) {
      String advice = "Enter the secret's value; Entra shows it once, when it is made.";
      throw new ProblemException(
          OAuthProblem.INVALID, advice, List.of(new FieldError("/OAUTH2 Mail Secret", advice)));
    }
    JsonNode registration = tree(id, name, fields);
    JsonNode saved =
        before.isEmpty()
            ? tokenService.addRegistration(registration)
            : tokenService.changeRegistration(id, registration);
    audit.record(
        before.isEmpty() ? "create" : "change",
        "registration",
        id,
        before.orElse(null),
        registration);
    return ContractJson.mapper().convertValue(saved, Registration.class);
  }

  public JsonNode check() {
    return check(ID);
  }

  public JsonNode check(String id) {
    return tokenService.checkRegistration(id);
  }

  private JsonNode tree(String id, String name, OAuthFields f) {
    EndPoints endPoints =
        EndPoints.of(
            f.authEndPoint().strip(), f.tokenEndPoint().strip(), f.graphUrl() + " " + f.scope());
    boolean challenge = "true".equalsIgnoreCase(f.codeChallenge());
    ObjectNode tree = ContractJson.mapper().createObjectNode();
    tree.put("id", id)
        .put("name", name)
        .put("cloud", endPoints.cloud())
        .put("tenantId", endPoints.tenantId())
        .put("clientId", f.clientId().strip())
        .put("codeChallenge", challenge)
        .put("codeChallengeMethod", challenge ? method(f.codeChallengeMethod()) : null);
    if (endPoints.custom()) {
      tree.put("authorizationEndpoint", endPoints.authorization())
          .put("tokenEndpoint", endPoints.token())
          .put("deviceAuthorizationEndpoint", endPoints.deviceAuthorization())
          .put("graphUrl", f.graphUrl());
    }
    if (!id.equals(APP_ONLY_ID)) {
      tree.put(
          "redirectUri",
          "http://localhost:%d/".formatted(f.port() == null ? office.redirectPort() : f.port()));
      String scope = f.scope() == null || f.scope().isBlank() ? OAuthFields.GUIDE_SCOPE : f.scope();
      tree.set("scopes", ContractJson.mapper().valueToTree(scope.strip().split("\\s+")));
    }
    if (f.secret() != null) {
      ObjectNode credential = tree.putObject("credential");
      credential.put("type", "secret").put("secret", f.secret());
      if (f.secretExpires() != null) {
        credential.put(
            "expiresAt", f.secretExpires().atStartOfDay(ZoneOffset.UTC).toInstant().toString());
      }
    }
    return tree;
  }

  private static String method(String method) {
    return "plain".equalsIgnoreCase(method) ? "plain" : "S256";
  }

  private OAuthFields fields(Registration r) {
    MicrosoftCloud cloud = MicrosoftCloud.of(r.cloud()).orElse(MicrosoftCloud.GLOBAL);
    String base = "%s/%s/oauth2/v2.0/".formatted(cloud.authority(), r.tenantId());
    LocalDate expires =
        r.credential() == null || r.credential().expiresAt() == null
            ? null
            : LocalDate.ofInstant(r.credential().expiresAt(), ZoneOffset.UTC);
    return new OAuthFields(
        port(r.redirectUri()),
        r.authorizationEndpoint() == null ? base + "authorize" : r.authorizationEndpoint(),
        r.tokenEndpoint() == null ? base + "token" : r.tokenEndpoint(),
        r.clientId(),
        null,
        r.codeChallenge() ? "True" : "False",
        r.codeChallenge() ? method(r.codeChallengeMethod()) : "False",
        String.join(" ", r.scopes()),
        expires,
        // Without it the end points would mean the rest of the US government.
        cloud == MicrosoftCloud.DOD ? cloud.graphUrl() : r.graphUrl());
  }

  private Integer port(String redirectUri) {
    if (redirectUri == null) {
      return office.redirectPort();
    }
    int port = URI.create(redirectUri).getPort();
    return port < 0 ? office.redirectPort() : port;
  }
}

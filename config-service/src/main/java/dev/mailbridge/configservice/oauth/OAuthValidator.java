package dev.mailbridge.configservice.oauth;

import dev.mailbridge.platform.problem.Problem.FieldError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the OAUTH2 fields must hold, in the words of one who types them from Entra's pages. */
final class OAuthValidator {
  private static final Set<String> METHODS = Set.of("false", "plain", "s256", "");
  private final List<FieldError> errors = new ArrayList<>();

  private OAuthValidator() {}

  /** Pointers are the guide's names. */
  static List<FieldError> problems(OAuthFields fields) {
    OAuthValidator validator = new OAuthValidator();
    validator.check(fields);
    return List.copyOf(validator.errors);
  }

  private void check(OAuthFields f) {
    check(
        f.port() == null || (f.port() > 0 && f.port() < 65536),
        "OAUTH2 Port",
        "Enter the port of the redirect URI, 3017 as delivered.");
    endPoint("OAUTH2 Auth End Point", f.authEndPoint(), "authorize");
    endPoint("OAUTH2 Token End Point", f.tokenEndPoint(), "token");
    check(
        !blank(f.clientId()),
        "OAUTH2 Mail Client ID",
        "Enter the Application (client) ID from the app's Overview page in Entra.");
    check(
        f.secret() == null
            || !f.secret().matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
        "OAUTH2 Mail Secret",
        "This looks like the Secret ID: enter the secret's Value, which Entra shows only once.");
    check(
        blank(f.codeChallenge()) || f.codeChallenge().matches("(?i)true|false"),
        "OAUTH2 CodeChallenge",
        "Choose True or False.");
    check(
        METHODS.contains(lower(f.codeChallengeMethod())),
        "OAUTH2 Code Challenge Method",
        "Choose False, plain or S256.");
    check(
        !"true".equals(lower(f.codeChallenge()))
            || Set.of("plain", "s256").contains(lower(f.codeChallengeMethod())),
        "OAUTH2 Code Challenge Method",
        "Choose S256 (or plain) while OAUTH2 CodeChallenge is True.");
    check(
        blank(f.scope()) || f.scope().contains("offline_access") || f.scope().contains("/.default"),
        "OAUTH2 Scope",
        "Add offline_access: without it the sign-in ends after an hour.");
    check(
        blank(f.graphUrl()) || isHttp(f.graphUrl().strip()),
        "OAUTH2 Graph URL",
        "Enter Graph's address, such as https://dod-graph.microsoft.us, or nothing.");
  }

  private void endPoint(String name, String value, String last) {
    String advice =
        "Enter https://login.microsoftonline.com/<tenant_id>/oauth2/v2.0/%s with your Directory (tenant) ID."
            .formatted(last);
    if (blank(value)) {
      errors.add(new FieldError("/" + name, advice));
    } else if (value.contains("<") || value.contains("tenant_id")) {
      errors.add(
          new FieldError(
              "/" + name,
              "Put the Directory (tenant) ID from the app's Overview page in place of <tenant_id>."));
    } else if (!isHttp(value)) {
      errors.add(new FieldError("/" + name, advice));
    } else if (value.matches("https?://[^/]+/(common|organizations|consumers)/.*")) {
      errors.add(
          new FieldError(
              "/" + name,
              "Use your Directory (tenant) ID: the app is registered for a single tenant, which"
                  + " /common refuses (AADSTS50194)."));
    }
  }

  /** Plain http is for a stand-in on this machine only. */
  private static boolean isHttp(String value) {
    try {
      URI uri = new URI(value);
      return uri.getHost() != null
          && ("https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme())
                  && Set.of("localhost", "127.0.0.1").contains(uri.getHost())));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private void check(boolean good, String name, String advice) {
    if (!good) {
      errors.add(new FieldError("/" + name, advice));
    }
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }

  private static String lower(String text) {
    return text == null ? "" : text.strip().toLowerCase(java.util.Locale.ROOT);
  }
}

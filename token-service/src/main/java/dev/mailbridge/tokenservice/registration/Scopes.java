package dev.mailbridge.tokenservice.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The scopes of a registration, taken apart by resource: a token request names one resource only,
 * two in one get AADSTS28000.
 */
final class Scopes {
  private static final Set<String> OF_OPENID =
      Set.of("openid", "profile", "email", "offline_access");

  /** Where nobody signs in there is no ID token, and nobody who could be offline. */
  private static final Set<String> OF_A_PERSON = Set.of("openid", "offline_access");

  /** Permissions that only the mail resource has; the portal lists them under Graph. */
  private static final Set<String> OF_MAIL =
      Set.of(
          "IMAP.AccessAsUser.All",
          "POP.AccessAsUser.All",
          "SMTP.Send",
          "IMAP.AccessAsApp",
          "POP.AccessAsApp",
          "SMTP.SendAsApp");

  private final Cloud cloud;
  private final List<String> scopes;

  private Scopes(Cloud cloud, List<String> scopes) {
    this.cloud = cloud;
    this.scopes = scopes;
  }

  /**
   * @param scopes those of the registration; empty for the preset's
   */
  static Scopes of(Cloud cloud, List<String> scopes) {
    return new Scopes(cloud, scopes.isEmpty() ? cloud.scopes() : List.copyOf(scopes));
  }

  /** A registration's scopes as they should have been written, and what was wrong with them. */
  record Repaired(List<String> scopes, List<String> warnings) {}

  static Repaired repair(Cloud cloud, List<String> scopes) {
    List<String> repaired = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (String scope : scopes) {
      if (cloud.mailResource().isPresent()
          && OF_MAIL.contains(permission(scope))
          && !isMail(resource(scope))) {
        String right = cloud.mailResource().get() + "/" + permission(scope);
        warnings.add(
            "The scope %s was replaced by %s: mail servers refuse tokens of another resource."
                .formatted(scope, right));
        repaired.add(right);
      } else {
        repaired.add(scope);
      }
    }
    return new Repaired(List.copyOf(repaired), List.copyOf(warnings));
  }

  /**
   * Own endpoints may be another provider's, whose scopes are short as Graph's can be: there each
   * must look like a Microsoft permission.
   */
  boolean microsoft() {
    List<String> permissions = scopes.stream().filter(scope -> !OF_OPENID.contains(scope)).toList();
    if (cloud == Cloud.CUSTOM) {
      return !permissions.isEmpty() && permissions.stream().allMatch(Scopes::looksLikeMicrosofts);
    }
    return cloud.mailResource().isPresent()
        && permissions.stream()
            .allMatch(scope -> isMail(resource(scope)) || isGraph(resource(scope)));
  }

  private static boolean looksLikeMicrosofts(String scope) {
    String resource = resource(scope);
    return resource.isEmpty()
        ? scope.matches("[A-Z]\\w*(\\.\\w+)+")
        : isMail(resource) || isGraph(resource);
  }

  /** For a refresh. */
  String delegated(Resource resource) {
    if (!microsoft()) {
      return String.join(" ", scopes);
    }
    List<String> own = of(resource);
    Stream<String> asked =
        own.isEmpty() ? Stream.of(resourceUri(resource) + "/.default") : own.stream();
    return Stream.concat(asked, Stream.of("offline_access")).collect(Collectors.joining(" "));
  }

  /** For the authorization request and the code's redemption: one resource, and who signs in. */
  String signIn() {
    if (!microsoft()) {
      return Stream.concat(Stream.of("openid"), scopes.stream())
          .distinct()
          .collect(Collectors.joining(" "));
    }
    Resource resource = signInResource();
    return "openid profile email " + delegated(resource);
  }

  /** Which token the redemption of the code yields. */
  Resource signInResource() {
    return of(Resource.MAIL).isEmpty() && !of(Resource.GRAPH).isEmpty()
        ? Resource.GRAPH
        : Resource.MAIL;
  }

  /** For client credentials. */
  String appOnly(Resource resource) {
    return microsoft()
        ? resourceUri(resource) + "/.default"
        : scopes.stream()
            .filter(scope -> !OF_A_PERSON.contains(scope))
            .collect(Collectors.joining(" "));
  }

  private List<String> of(Resource resource) {
    return scopes.stream()
        .filter(scope -> !OF_OPENID.contains(scope))
        .filter(
            scope -> resource == Resource.MAIL ? isMail(resource(scope)) : isGraph(resource(scope)))
        .toList();
  }

  private String resourceUri(Resource resource) {
    return switch (resource) {
      case MAIL ->
          of(Resource.MAIL).stream()
              .findFirst()
              .map(Scopes::resource)
              .orElseGet(() -> cloud.mailResource().orElseThrow());
      case GRAPH -> cloud.graphResource().orElseThrow();
    };
  }

  /** The part before the permission; empty for Graph's short form such as {@code Mail.Read}. */
  private static String resource(String scope) {
    return scope.contains("://") ? scope.substring(0, scope.lastIndexOf('/')) : "";
  }

  private static String permission(String scope) {
    return scope.substring(scope.lastIndexOf('/') + 1);
  }

  /** outlook.office.com and outlook.office365.com name the same resource. */
  private static boolean isMail(String resource) {
    return resource.matches(
        "https://(outlook(-dod)?\\.office(365)?\\.(com|us)|partner\\.outlook\\.cn)/?");
  }

  private static boolean isGraph(String resource) {
    return resource.isEmpty()
        || resource.matches(
            "https://((dod-)?graph\\.microsoft\\.(com|us)|microsoftgraph\\.chinacloudapi\\.cn)/?");
  }
}

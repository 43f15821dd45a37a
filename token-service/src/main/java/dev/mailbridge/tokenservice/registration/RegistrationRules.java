package dev.mailbridge.tokenservice.registration;

import dev.mailbridge.platform.problem.ProblemException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold for a registration before it is stored. */
final class RegistrationRules {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> SHARED_TENANTS = Set.of("common", "organizations", "consumers");

  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private RegistrationRules() {}

  static void check(RegistrationEntity row) {
    if (row.cloud().needsTenant()) {
      checkEntra(row);
    }
    check("authorizationEndpoint", row.authorizationEndpoint());
    check("tokenEndpoint", row.tokenEndpoint());
    check("deviceAuthorizationEndpoint", row.deviceEndpoint());
    check("graphUrl", row.graphUrl());
    if (row.tokenEndpoint().isEmpty()) {
      throw invalid("tokenEndpoint", "is missing: cloud custom has no preset for it");
    }
    if (row.redirectUri() != null) {
      checkRedirect(row.redirectUri());
    }
  }

  private static void checkEntra(RegistrationEntity row) {
    if (row.tenantId() == null) {
      throw invalid(
          "tenantId", "is missing: enter the Directory (tenant) ID of the app's overview");
    }
    if (SHARED_TENANTS.contains(row.tenantId())) {
      throw invalid(
          "tenantId",
          "must be the tenant's own: a single-tenant app gets AADSTS50194 at /" + row.tenantId());
    }
    if (!GUID.matcher(row.clientId()).matches()) {
      throw invalid(
          "clientId", "must be the Application (client) ID of the app's overview, a GUID");
    }
  }

  private static void checkRedirect(String redirectUri) {
    URI uri;
    try {
      uri = URI.create(redirectUri);
    } catch (IllegalArgumentException _) {
      throw invalid("redirectUri", "is not an address");
    }
    check("redirectUri", Optional.of(uri));
    if (uri.getRawFragment() != null) {
      throw invalid("redirectUri", "must have no fragment (RFC 6749 section 3.1.2)");
    }
  }

  private static void check(String field, Optional<URI> endpoint) {
    endpoint.ifPresent(
        uri -> {
          boolean secure = "https".equals(uri.getScheme());
          boolean local = "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost());
          if (uri.getHost() == null || !(secure || local)) {
            throw invalid(field, "must be an https address (plain http for localhost only)");
          }
        });
  }

  private static ProblemException invalid(String field, String detail) {
    return new ProblemException(RegistrationProblem.INVALID, "/" + field + ": " + detail);
  }
}

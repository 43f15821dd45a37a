package dev.mailbridge.tokenservice.registration;

import dev.mailbridge.tokenservice.registration.RegistrationView.CredentialView;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Registrations as they are shown, with what should be looked at. */
@ApplicationScoped
class RegistrationViews {
  private static final Duration EXPIRY_WARNING = Duration.ofDays(60);

  private final Clock clock;

  RegistrationViews(Clock clock) {
    this.clock = clock;
  }

  RegistrationView view(RegistrationEntity row, List<CredentialEntity> credentials) {
    return new RegistrationView(
        row.id(),
        row.name(),
        row.cloud(),
        row.tenantId(),
        row.clientId(),
        row.authorizationEndpoint().orElse(null),
        row.tokenEndpoint().orElse(null),
        row.deviceEndpoint().orElse(null),
        row.graphUrl().orElse(null),
        row.scopes(),
        row.codeChallenge(),
        row.codeChallengeMethod(),
        row.redirectUri(),
        view(credentials, true),
        view(credentials, false),
        row.enabled(),
        warnings(row, credentials));
  }

  private static CredentialView view(List<CredentialEntity> credentials, boolean current) {
    return credentials.stream()
        .filter(credential -> credential.isCurrent() == current)
        .findFirst()
        .map(CredentialEntity::view)
        .orElse(null);
  }

  private List<String> warnings(RegistrationEntity row, List<CredentialEntity> credentials) {
    List<String> warnings = new ArrayList<>(row.scopeWarnings());
    if (!row.codeChallenge()) {
      warnings.add(
          "PKCE is off: set codeChallenge to true with S256; Entra supports it for every app.");
    } else if ("plain".equals(row.codeChallengeMethod())) {
      warnings.add("The code challenge method plain protects little: use S256.");
    }
    credentials.forEach(credential -> warning(credential).ifPresent(warnings::add));
    return List.copyOf(warnings);
  }

  private Optional<String> warning(CredentialEntity credential) {
    if (credential.failureCode() != null) {
      return Optional.of(
          "The identity provider refused the %s credential (%s): enter a new one."
              .formatted(
                  credential.type().name().toLowerCase(java.util.Locale.ROOT),
                  credential.failureCode()));
    }
    Instant now = clock.instant();
    if (credential.expiresAt() == null) {
      return switch (credential.type()) {
        case SECRET ->
            Optional.of(
                "The secret's end is unknown: enter it, or let it be read (Application.Read.All and a"
                    + " check), so that you are warned in time.");
        case CERTIFICATE, FEDERATED, NONE -> Optional.empty();
      };
    }
    if (credential.expiresAt().isAfter(now.plus(EXPIRY_WARNING))) {
      return Optional.empty();
    }
    return Optional.of(
        credential.expiresAt().isAfter(now)
            ? "The credential ends on %s: enter the next one beside it."
                .formatted(credential.expiresAt())
            : "The credential ended on %s: enter a new one.".formatted(credential.expiresAt()));
  }
}

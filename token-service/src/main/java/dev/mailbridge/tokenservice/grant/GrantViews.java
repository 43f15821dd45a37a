package dev.mailbridge.tokenservice.grant;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.MailboxStatus;
import dev.mailbridge.contracts.MailboxStatus.State;
import dev.mailbridge.token.TokenFailure;
import dev.mailbridge.token.TokenFailure.Code;
import dev.mailbridge.tokenservice.registration.Registrations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Grants as they are shown, over REST and on mail.status. */
@ApplicationScoped
public class GrantViews {
  private static final Duration ALARM_AFTER = Duration.ofHours(2);

  private final Remedies remedies;
  private final Registrations registrations;
  private final EntityManager entities;
  private final Clock clock;

  GrantViews(Remedies remedies, Registrations registrations, EntityManager entities, Clock clock) {
    this.remedies = remedies;
    this.registrations = registrations;
    this.entities = entities;
    this.clock = clock;
  }

  GrantView view(Grant grant) {
    return new GrantView(
        grant.mailboxId(),
        grant.registrationId(),
        grant.flow(),
        grant.signsInAs(),
        grant.mailbox(),
        grant.state(),
        failure(grant),
        grant.signedInAt(),
        grant.refreshTokenUsedAt(),
        expiresAt(grant.mailboxId()));
  }

  /** Why there would be no token now; null when there would be one. */
  public TokenFailure currentFailure(Grant grant) {
    return switch (grant.state()) {
      case READY -> null;
      case NONE, REVOKED -> remedies.failure(grant, Code.SIGN_IN_AGAIN, app(grant), null, null);
      case FAILING ->
          remedies.failure(
              grant, grant.failureCode(), app(grant), grant.failureTraceId(), grant.retryAt());
    };
  }

  private GrantView.Failure failure(Grant grant) {
    if (grant.state() != GrantState.FAILING) {
      return null;
    }
    TokenFailure failure = currentFailure(grant);
    return new GrantView.Failure(
        failure.code(), failure.remedy(), failure.link(), failure.traceId(), failure.retryAt());
  }

  /** Names the app as administrators know it. */
  public String app(Grant grant) {
    return grant.registrationId() == null
        ? null
        : registrations.label(grant.registrationId()).orElse(grant.registrationId());
  }

  public MailboxStatus status(Grant grant) {
    TokenFailure failure = currentFailure(grant);
    return failure == null ? healthy(grant) : failing(grant, failure);
  }

  private MailboxStatus healthy(Grant grant) {
    Instant now = clock.instant();
    Optional<ExpiryWarning> warning =
        Optional.ofNullable(grant.registrationId())
            .flatMap(registrations::credentialsEnd)
            .flatMap(end -> ExpiryWarning.of(end, now));
    return new MailboxStatus(
        MailboxId.of(grant.mailboxId()),
        "token",
        warning.isPresent() ? State.WARNING : State.CONNECTED,
        warning.map(w -> ExpiryWarning.CODE).orElse(null),
        warning.map(w -> w.detail(app(grant))).orElse(null),
        warning.map(w -> ExpiryWarning.REMEDY).orElse(null),
        "token-service",
        warning.map(ExpiryWarning::since).orElse(grant.succeededAt()),
        grant.succeededAt(),
        now,
        warning.map(w -> Map.of("credential_days_left", (double) w.daysLeft())).orElse(Map.of()));
  }

  private MailboxStatus failing(Grant grant, TokenFailure failure) {
    Instant now = clock.instant();
    return new MailboxStatus(
        MailboxId.of(grant.mailboxId()),
        "token",
        state(grant, failure, now),
        failure.code().name(),
        detail(grant, failure),
        failure.remedy(),
        "token-service",
        grant.failedAt() == null ? now : grant.failedAt(),
        grant.succeededAt(),
        now,
        Map.of());
  }

  private static String detail(Grant grant, TokenFailure failure) {
    return failure.traceId() == null
        ? grant.signsInAs()
        : "%s, trace id %s".formatted(grant.signsInAs(), failure.traceId());
  }

  private static State state(Grant grant, TokenFailure failure, Instant now) {
    return switch (failure.code()) {
      case SIGN_IN_AGAIN -> State.SIGN_IN_NEEDED;
      // A hiccup needs nobody; one that outlasts a token's life does.
      case TRY_LATER ->
          grant.succeededAt() != null && grant.succeededAt().plus(ALARM_AFTER).isAfter(now)
              ? State.WARNING
              : State.FAILING;
      case CONSENT_NEEDED,
          CREDENTIAL_EXPIRED,
          CREDENTIAL_INVALID,
          BLOCKED_BY_POLICY,
          MISCONFIGURED,
          ACCOUNT_DISABLED ->
          State.FAILING;
    };
  }

  private Instant expiresAt(String mailboxId) {
    List<Instant> found =
        entities
            .createNativeQuery(
                "select expires_at from access_token where mailbox_id = ?1 order by resource desc",
                Instant.class)
            .setParameter(1, mailboxId)
            .getResultList();
    return found.isEmpty() ? null : found.getFirst();
  }
}

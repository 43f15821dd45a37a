package dev.mailbridge.tokenservice.token;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.token.TokenFailure;
import dev.mailbridge.token.TokenFailure.Code;
import dev.mailbridge.tokenservice.grant.Flow;
import dev.mailbridge.tokenservice.grant.Grant;
import dev.mailbridge.tokenservice.grant.GrantRepository;
import dev.mailbridge.tokenservice.grant.GrantState;
import dev.mailbridge.tokenservice.grant.GrantStatusChanged;
import dev.mailbridge.tokenservice.grant.GrantViews;
import dev.mailbridge.tokenservice.grant.Remedies;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Granted;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Refused;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Unreachable;
import dev.mailbridge.tokenservice.registration.Registration;
import dev.mailbridge.tokenservice.registration.Registrations;
import dev.mailbridge.tokenservice.registration.Resource;
import dev.mailbridge.tokenservice.token.TokenOutcome.Failed;
import dev.mailbridge.tokenservice.token.TokenOutcome.Issued;
import dev.mailbridge.tokenservice.token.TokenOutcome.NoGrant;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Gets a token that satisfies a demand: row lock, look into the store, request, commit, answer. The
 * lock holds across replicas, so that a refresh token is used by one of them at a time; the commit
 * comes before the answer, so that a token that was handed out is never lost with its successor.
 */
@ApplicationScoped
class TokenRefresher {
  private static final Logger LOG = Logger.getLogger(TokenRefresher.class);
  private static final int TRANSACTION_SECONDS = 90;

  /** A server may refuse a good token for a moment: the same one is worth a try before long. */
  private static final Duration SAME_AGAIN = Duration.ofSeconds(20);

  private final GrantRepository grants;
  private final Registrations registrations;
  private final TokenStore store;
  private final CredentialTrials trials;
  private final Remedies remedies;
  private final GrantViews views;
  private final Event<GrantStatusChanged> statusChanged;
  private final TokensConfig config;
  private final Clock clock;

  TokenRefresher(
      GrantRepository grants,
      Registrations registrations,
      TokenStore store,
      CredentialTrials trials,
      Remedies remedies,
      GrantViews views,
      Event<GrantStatusChanged> statusChanged,
      TokensConfig config,
      Clock clock) {
    this.grants = grants;
    this.registrations = registrations;
    this.store = store;
    this.trials = trials;
    this.remedies = remedies;
    this.views = views;
    this.statusChanged = statusChanged;
    this.config = config;
    this.clock = clock;
  }

  TokenOutcome obtain(MailboxId mailbox, Resource resource, Demand demand) {
    AtomicReference<CredentialTrials.Result> asked = new AtomicReference<>();
    TokenOutcome outcome =
        QuarkusTransaction.requiringNew()
            .timeout(TRANSACTION_SECONDS)
            .call(
                () ->
                    grants
                        .lock(mailbox.value())
                        .map(grant -> obtain(grant, resource, demand, asked))
                        .orElseGet(() -> new NoGrant(remedies.noGrant(mailbox.value()))));
    if (asked.get() != null) {
      trials.remember(asked.get());
    }
    return outcome;
  }

  private TokenOutcome obtain(
      Grant grant,
      Resource resource,
      Demand demand,
      AtomicReference<CredentialTrials.Result> asked) {
    if (grant.flow() == Flow.PASSWORD) {
      return grant.state() == GrantState.READY
          ? new Issued(store.password(grant))
          : new Failed(views.currentFailure(grant));
    }
    Registration registration = registrations.find(grant.registrationId()).orElseThrow();
    if (!registration.enabled()) {
      return new Failed(remedies.disabled(grant, registration.label()));
    }
    Instant now = clock.instant();
    Optional<HeldToken> stored = store.find(grant, registration, resource);
    if (stored.isPresent() && demand.satisfiedBy(stored.get(), now)) {
      return new Issued(stored.get());
    }
    return refusal(grant, demand, stored, now)
        .map(TokenOutcome.class::cast)
        .orElseGet(() -> ask(grant, registration, resource, asked));
  }

  /** Why the provider isn't asked now; empty when it is. */
  private Optional<Failed> refusal(
      Grant grant, Demand demand, Optional<HeldToken> stored, Instant now) {
    boolean waiting =
        grant.state() == GrantState.FAILING
            && (grant.retryAt() == null || now.isBefore(grant.retryAt()));
    if (waiting || grant.state() == GrantState.NONE || grant.state() == GrantState.REVOKED) {
      return Optional.of(new Failed(views.currentFailure(grant)));
    }
    if (demand instanceof Demand.OtherThan && stored.isPresent()) {
      if (now.isBefore(stored.get().issuedAt().plus(config.freshFor()))) {
        return Optional.of(new Failed(remedies.refusedFresh(grant, now.plus(SAME_AGAIN))));
      }
    }
    return Optional.empty();
  }

  private TokenOutcome ask(
      Grant grant,
      Registration registration,
      Resource resource,
      AtomicReference<CredentialTrials.Result> asked) {
    boolean wasFailing = grant.state() == GrantState.FAILING;
    CredentialTrials.Result result = trials.request(grant, registration, resource);
    asked.set(result);
    TokenOutcome outcome =
        switch (result.answer()) {
          case Granted granted ->
              issued(grant, store.renew(grant, registration, resource, granted));
          case Refused refused ->
              failed(
                  grant,
                  registration,
                  result.code(),
                  refused.error().traceId(),
                  refused.error().retryAfter());
          case Unreachable unreachable -> {
            LOG.warnf(
                "No token for mailbox %s: %s. The identity provider is asked again.",
                grant.mailboxId(), unreachable.reason());
            yield failed(grant, registration, Code.TRY_LATER, null, null);
          }
        };
    if (wasFailing || outcome instanceof Failed) {
      statusChanged.fire(GrantStatusChanged.of(views.status(grant)));
    }
    return outcome;
  }

  /** A provider may give tokens that live too short to be handed out. */
  private TokenOutcome issued(Grant grant, HeldToken token) {
    return token.usableAt(clock.instant())
        ? new Issued(token)
        : new Failed(remedies.tooShort(grant, clock.instant().plus(HeldToken.MIN_LIFE)));
  }

  private Failed failed(
      Grant grant, Registration registration, Code code, String traceId, Duration retryAfter) {
    Instant now = clock.instant();
    Instant retryAt =
        code == Code.TRY_LATER
            ? now.plus(
                Backoff.after(
                    grant.failedAttempts(),
                    retryAfter,
                    () -> ThreadLocalRandom.current().nextDouble()))
            : null;
    grant.failed(code, traceId, now, retryAt);
    TokenFailure failure = remedies.failure(grant, code, registration.label(), traceId, retryAt);
    LOG.warnf(
        "No token for mailbox %s: %s (attempt %d, trace id %s)",
        grant.mailboxId(), code, grant.failedAttempts(), traceId);
    return new Failed(failure);
  }
}

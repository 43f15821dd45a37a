package dev.mailbridge.tokenservice.signin;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.tokenservice.audit.AuditLog;
import dev.mailbridge.tokenservice.grant.Grant;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Granted;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Refused;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Unreachable;
import dev.mailbridge.tokenservice.provider.TokenRequest;
import dev.mailbridge.tokenservice.registration.Registration;
import dev.mailbridge.tokenservice.token.CredentialTrials;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Signing in on another device. This replica polls until the person is done; when it ends before,
 * the person starts again.
 */
@ApplicationScoped
class DeviceSignIns {
  private static final long INTERVAL_SECONDS = 5;
  private static final long SLOW_DOWN_SECONDS = 5;

  private final SignIns signIns;
  private final SignInCompletion completion;
  private final DeviceAuthorization authorization;
  private final CredentialTrials trials;
  private final AuditLog audit;
  private final Clock clock;
  private final Map<MailboxId, Pending> pending = new ConcurrentHashMap<>();

  /** How far it is; {@code reason} says why it ended without effect. */
  enum State {
    WAITING,
    SIGNED_IN,
    REFUSED
  }

  record View(
      String userCode,
      String verificationUri,
      String message,
      Instant expiresAt,
      State state,
      String reason) {}

  private record Pending(String deviceCode, Duration interval, String requestedBy, View view) {
    @Override
    public String toString() {
      return "Pending[" + view.userCode() + "]";
    }
  }

  DeviceSignIns(
      SignIns signIns,
      SignInCompletion completion,
      DeviceAuthorization authorization,
      CredentialTrials trials,
      AuditLog audit,
      Clock clock) {
    this.signIns = signIns;
    this.completion = completion;
    this.authorization = authorization;
    this.trials = trials;
    this.audit = audit;
    this.clock = clock;
  }

  private record Subject(Grant grant, Registration registration) {}

  View start(MailboxId mailbox) {
    Subject subject = subject(mailbox);
    DeviceAuthorization.Answer answer = authorization.start(subject.registration());
    Instant expires = clock.instant().plusSeconds(answer.expires_in());
    View view =
        new View(
            answer.user_code(),
            answer.verification_uri(),
            answer.message() == null
                ? "Open %s and enter the code %s as %s."
                    .formatted(
                        answer.verification_uri(), answer.user_code(), subject.grant().signsInAs())
                : answer.message(),
            expires,
            State.WAITING,
            null);
    long interval = answer.interval() == null ? INTERVAL_SECONDS : answer.interval();
    Pending started =
        new Pending(answer.device_code(), Duration.ofSeconds(interval), audit.actor(), view);
    pending.put(mailbox, started);
    pollLater(mailbox, started);
    return view;
  }

  Optional<View> find(MailboxId mailbox) {
    return Optional.ofNullable(pending.get(mailbox)).map(Pending::view);
  }

  private Subject subject(MailboxId mailbox) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Grant grant = signIns.signInGrant(mailbox);
              return new Subject(grant, signIns.registration(grant));
            });
  }

  private void pollLater(MailboxId mailbox, Pending current) {
    CompletableFuture.delayedExecutor(
            current.interval().toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
        .execute(() -> poll(mailbox, current));
  }

  private void poll(MailboxId mailbox, Pending current) {
    if (pending.get(mailbox) != current) {
      // Started anew meanwhile.
      return;
    }
    try {
      Subject subject = subject(mailbox);
      CredentialTrials.Result result =
          trials.request(subject.registration(), new TokenRequest.DeviceCode(current.deviceCode()));
      trials.remember(result);
      switch (result.answer()) {
        case Granted granted -> {
          completion.completeDevice(subject.grant(), granted, current.requestedBy());
          settle(mailbox, current, State.SIGNED_IN, null);
        }
        case Refused refused -> refused(mailbox, current, refused.error().error());
        case Unreachable _ -> again(mailbox, current, current.interval());
      }
    } catch (SignInRefused e) {
      settle(mailbox, current, State.REFUSED, e.getMessage());
    } catch (RuntimeException e) {
      settle(mailbox, current, State.REFUSED, "The sign-in failed: start a new one.");
    }
  }

  private void refused(MailboxId mailbox, Pending current, String error) {
    switch (error) {
      case "authorization_pending" -> again(mailbox, current, current.interval());
      case "slow_down" ->
          again(mailbox, current, current.interval().plusSeconds(SLOW_DOWN_SECONDS));
      case "expired_token", "code_expired" ->
          settle(mailbox, current, State.REFUSED, "The code has expired: start a new sign-in.");
      case "authorization_declined", "access_denied" ->
          settle(mailbox, current, State.REFUSED, "The sign-in was declined on the device.");
      default ->
          settle(
              mailbox,
              current,
              State.REFUSED,
              "The identity provider refused the code (%s): start a new sign-in.".formatted(error));
    }
  }

  private void again(MailboxId mailbox, Pending current, Duration interval) {
    if (!clock.instant().isBefore(current.view().expiresAt())) {
      settle(mailbox, current, State.REFUSED, "The code has expired: start a new sign-in.");
      return;
    }
    Pending next =
        new Pending(current.deviceCode(), interval, current.requestedBy(), current.view());
    if (pending.replace(mailbox, current, next)) {
      pollLater(mailbox, next);
    }
  }

  private void settle(MailboxId mailbox, Pending current, State state, String reason) {
    View view = current.view();
    View settled =
        new View(
            view.userCode(),
            view.verificationUri(),
            view.message(),
            view.expiresAt(),
            state,
            reason);
    pending.replace(
        mailbox, current, new Pending("", current.interval(), current.requestedBy(), settled));
  }
}

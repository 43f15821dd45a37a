package dev.mailbridge.tokenservice.signin;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.tokenservice.grant.Grant;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Granted;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Refused;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Unreachable;
import dev.mailbridge.tokenservice.provider.ProviderConfig;
import dev.mailbridge.tokenservice.provider.TokenRequest;
import dev.mailbridge.tokenservice.registration.Registration;
import dev.mailbridge.tokenservice.signin.DeviceSignIn.State;
import dev.mailbridge.tokenservice.token.CredentialTrials;
import dev.mailbridge.tokenservice.vault.Vault;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Asks the provider whether the person is done (RFC 8628 section 3.4). Whichever replica comes
 * first takes a sign-in for one poll; when it dies over it, another one goes on after the lease.
 */
@ApplicationScoped
class DevicePolling {
  private static final Logger LOG = Logger.getLogger(DevicePolling.class);
  private static final Duration SLOW_DOWN = Duration.ofSeconds(5);
  private static final int AT_ONCE = 20;

  private final DeviceSignInRepository repository;
  private final SignIns signIns;
  private final SignInCompletion completion;
  private final CredentialTrials trials;
  private final Vault vault;
  private final Clock clock;
  private final Duration lease;

  DevicePolling(
      DeviceSignInRepository repository,
      SignIns signIns,
      SignInCompletion completion,
      CredentialTrials trials,
      Vault vault,
      ProviderConfig config,
      Clock clock) {
    this.repository = repository;
    this.signIns = signIns;
    this.completion = completion;
    this.trials = trials;
    this.vault = vault;
    this.clock = clock;
    this.lease = config.timeout().multipliedBy(2);
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void pollDue() {
    QuarkusTransaction.requiringNew()
        .call(() -> repository.claim(AT_ONCE, lease))
        .forEach(id -> Thread.startVirtualThread(() -> poll(id)));
  }

  private record Pending(
      String id, String deviceCode, String requestedBy, Grant grant, Registration registration) {
    @Override
    public String toString() {
      return "Pending[" + id + "]";
    }
  }

  private void poll(String id) {
    try {
      Pending pending = QuarkusTransaction.requiringNew().call(() -> open(id));
      if (pending == null) {
        return;
      }
      CredentialTrials.Result result =
          trials.request(pending.registration(), new TokenRequest.DeviceCode(pending.deviceCode()));
      trials.remember(result);
      switch (result.answer()) {
        case Granted granted -> {
          completion.completeDevice(pending.grant(), granted, pending.requestedBy());
          settle(id, State.SIGNED_IN, null);
        }
        case Refused refused -> refused(id, refused.error().error());
        case Unreachable _ -> again(id, Duration.ZERO);
      }
    } catch (SignInRefused e) {
      settle(id, State.REFUSED, e.getMessage());
    } catch (RuntimeException e) {
      LOG.errorf(e, "A sign-in with a device code failed");
      settle(
          id, State.REFUSED, "The sign-in failed: look at token-service's log, then start anew.");
    }
  }

  /** Null when it was started anew or is over. */
  private Pending open(String id) {
    DeviceSignIn signIn = repository.lock(id).filter(DeviceSignIn::waiting).orElse(null);
    if (signIn == null) {
      return null;
    }
    Grant grant = signIns.signInGrant(MailboxId.of(signIn.mailboxId()));
    return new Pending(
        id,
        vault.open(signIn.deviceCodeSealed(), DeviceSignIn.place(id)),
        signIn.requestedBy(),
        grant,
        signIns.registration(grant));
  }

  private void refused(String id, String error) {
    switch (error) {
      case "authorization_pending" -> again(id, Duration.ZERO);
      case "slow_down" -> again(id, SLOW_DOWN);
      case "expired_token", "code_expired" ->
          settle(id, State.REFUSED, "The code has expired: start a new sign-in.");
      case "authorization_declined", "access_denied" ->
          settle(id, State.REFUSED, "The sign-in was declined on the device.");
      default ->
          settle(
              id,
              State.REFUSED,
              "The identity provider refused the code (%s): start a new sign-in.".formatted(error));
    }
  }

  private void again(String id, Duration slower) {
    change(
        id,
        signIn -> {
          if (signIn.expiredAt(clock.instant())) {
            signIn.settle(State.REFUSED, "The code has expired: start a new sign-in.");
          } else {
            Duration interval = signIn.interval().plus(slower);
            signIn.pollAgain(repository.databaseTime().plus(interval), interval);
          }
        });
  }

  private void settle(String id, State state, String reason) {
    change(id, signIn -> signIn.settle(state, reason));
  }

  private void change(String id, Consumer<DeviceSignIn> change) {
    QuarkusTransaction.requiringNew().run(() -> repository.lock(id).ifPresent(change));
  }
}

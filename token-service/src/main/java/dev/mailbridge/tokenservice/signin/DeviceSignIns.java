package dev.mailbridge.tokenservice.signin;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.tokenservice.audit.AuditLog;
import dev.mailbridge.tokenservice.grant.Grant;
import dev.mailbridge.tokenservice.registration.Registration;
import dev.mailbridge.tokenservice.vault.Vault;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Signing in on another device, up to the code; {@link DevicePolling} does the rest. */
@ApplicationScoped
class DeviceSignIns {
  /** RFC 8628 section 3.2, where the provider names none. */
  private static final long INTERVAL_SECONDS = 5;

  private final SignIns signIns;
  private final DeviceSignInRepository repository;
  private final DeviceAuthorization authorization;
  private final Vault vault;
  private final AuditLog audit;
  private final Clock clock;

  /** What the person enters where, and how far it is. */
  record View(
      String userCode,
      String verificationUri,
      String message,
      Instant expiresAt,
      DeviceSignIn.State state,
      String reason) {}

  DeviceSignIns(
      SignIns signIns,
      DeviceSignInRepository repository,
      DeviceAuthorization authorization,
      Vault vault,
      AuditLog audit,
      Clock clock) {
    this.signIns = signIns;
    this.repository = repository;
    this.authorization = authorization;
    this.vault = vault;
    this.audit = audit;
    this.clock = clock;
  }

  private record Subject(Grant grant, Registration registration) {}

  View start(MailboxId mailbox) {
    Subject subject =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  Grant grant = signIns.signInGrant(mailbox);
                  return new Subject(grant, signIns.registration(grant));
                });
    // No transaction waits for the provider.
    DeviceAuthorization.Answer answer = authorization.start(subject.registration());
    return QuarkusTransaction.requiringNew().call(() -> store(mailbox, subject, answer));
  }

  private View store(MailboxId mailbox, Subject subject, DeviceAuthorization.Answer answer) {
    DeviceSignIn signIn =
        repository
            .findByIdOptional(mailbox.value())
            .orElseGet(() -> new DeviceSignIn(mailbox.value()));
    String id = signIn.start();
    signIn.show(
        answer.user_code(),
        answer.verification_uri(),
        message(answer, subject.grant()),
        clock.instant().plusSeconds(answer.expires_in()));
    Duration interval =
        Duration.ofSeconds(answer.interval() == null ? INTERVAL_SECONDS : answer.interval());
    signIn.poll(
        vault.seal(answer.device_code(), DeviceSignIn.place(id)),
        interval,
        repository.databaseTime().plus(interval),
        audit.actor());
    repository.persist(signIn);
    audit.record(
        "device-sign-in-started",
        subject.registration().id(),
        mailbox.value(),
        subject.grant().signsInAs());
    return signIn.view();
  }

  private static String message(DeviceAuthorization.Answer answer, Grant grant) {
    return answer.message() == null
        ? "Open %s and enter the code %s as %s."
            .formatted(answer.verification_uri(), answer.user_code(), grant.signsInAs())
        : answer.message();
  }

  Optional<View> find(MailboxId mailbox) {
    return QuarkusTransaction.requiringNew()
        .call(() -> repository.findByIdOptional(mailbox.value()).map(DeviceSignIn::view));
  }
}

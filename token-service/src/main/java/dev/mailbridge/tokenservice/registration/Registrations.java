package dev.mailbridge.tokenservice.registration;

import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.token.TokenFailure;
import dev.mailbridge.tokenservice.audit.AuditLog;
import dev.mailbridge.tokenservice.registration.Registration.Credential;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps registrations. */
@ApplicationScoped
public class Registrations {
  private final RegistrationRepository registrations;
  private final CredentialRepository credentials;
  private final CredentialSealer sealer;
  private final RegistrationViews views;
  private final Event<RegistrationChanged> changed;
  private final AuditLog audit;
  private final Clock clock;

  Registrations(
      RegistrationRepository registrations,
      CredentialRepository credentials,
      CredentialSealer sealer,
      RegistrationViews views,
      Event<RegistrationChanged> changed,
      AuditLog audit,
      Clock clock) {
    this.registrations = registrations;
    this.credentials = credentials;
    this.sealer = sealer;
    this.views = views;
    this.changed = changed;
    this.audit = audit;
    this.clock = clock;
  }

  @Transactional
  RegistrationView create(RegistrationRequest request) {
    String id = Optional.ofNullable(request.id()).orElseGet(() -> UUID.randomUUID().toString());
    if (registrations.findByIdOptional(id).isPresent()) {
      throw new ProblemException(
          RegistrationProblem.EXISTS, "Registration %s exists: change it with PUT.".formatted(id));
    }
    if (request.credential() == null) {
      throw new ProblemException(
          RegistrationProblem.INVALID,
          "/credential: is missing: enter a secret, a certificate or a federated token, or type"
              + " none for a public client");
    }
    RegistrationEntity row = new RegistrationEntity(id, clock.instant());
    store(row, request);
    audit.record("registration-created", id, null, row.name());
    return view(row);
  }

  @Transactional
  RegistrationView update(String id, RegistrationRequest request) {
    RegistrationEntity row = row(id);
    store(row, request);
    changed.fire(new RegistrationChanged(id, !row.enabled()));
    audit.record(
        request.credential() == null && request.nextCredential() == null
            ? "registration-changed"
            : "credential-changed",
        id,
        null,
        row.enabled() ? row.name() : row.name() + " (disabled)");
    return view(row);
  }

  private void store(RegistrationEntity row, RegistrationRequest request) {
    Scopes.Repaired scopes = Scopes.repair(request.cloud(), request.scopes());
    row.set(request, scopes, clock.instant());
    RegistrationRules.check(row);
    registrations.persist(row);
    replace(row.id(), CredentialEntity.CURRENT, request.credential());
    replace(row.id(), CredentialEntity.NEXT, request.nextCredential());
    credentials.of(row.id()).forEach(credential -> credential.failed(null));
  }

  private void replace(String id, String slot, CredentialRequest request) {
    if (request != null) {
      credentials.remove(id, slot);
      credentials.persist(sealer.seal(id, slot, request));
    }
  }

  @Transactional
  RegistrationView get(String id) {
    return view(row(id));
  }

  @Transactional
  List<RegistrationView> list() {
    return registrations.listAll().stream().map(this::view).toList();
  }

  @Transactional
  void delete(String id) {
    RegistrationEntity row = row(id);
    List<String> mailboxes = registrations.mailboxesOf(id);
    if (!mailboxes.isEmpty()) {
      throw new ProblemException(
          RegistrationProblem.IN_USE,
          "Mailboxes %s use registration %s: give them another one or delete their grants first."
              .formatted(String.join(", ", mailboxes), row.name()));
    }
    registrations.delete(row);
    audit.record("registration-deleted", id, null, row.name());
  }

  /** Ready for use, with opened credentials; empty when there is none. */
  @Transactional
  public Optional<Registration> find(String id) {
    return registrations.findByIdOptional(id).map(this::open);
  }

  @Transactional
  public boolean exists(String id) {
    return registrations.findByIdOptional(id).isPresent();
  }

  /** Its name and client id, as administrators know it. */
  @Transactional
  public Optional<String> label(String id) {
    return registrations
        .findByIdOptional(id)
        .map(row -> "%s (%s)".formatted(row.name(), row.clientId()));
  }

  /** When the last of its credentials ends; empty when that is unknown or never. */
  @Transactional
  public Optional<Instant> credentialsEnd(String id) {
    List<CredentialEntity> rows = credentials.of(id);
    return rows.stream().anyMatch(row -> row.expiresAt() == null)
        ? Optional.empty()
        : rows.stream().map(CredentialEntity::expiresAt).max(Comparator.naturalOrder());
  }

  @Transactional
  public List<String> enabledIds() {
    return registrations.listAll().stream()
        .filter(RegistrationEntity::enabled)
        .map(RegistrationEntity::id)
        .toList();
  }

  /** The provider itself says when a secret ends. */
  @Transactional
  public void endsAt(String credentialId, Instant end) {
    credentials
        .findByIdOptional(credentialId)
        .ifPresent(row -> row.endsAt(end, CredentialEntity.ExpirySource.GRAPH));
  }

  /** Of all registrations, as metrics and warnings show it. */
  @Transactional
  public List<CredentialEnd> credentialEnds() {
    return registrations.listAll().stream()
        .flatMap(
            registration ->
                credentialsEnd(registration.id()).stream()
                    .map(
                        end ->
                            new CredentialEnd(
                                registration.id(),
                                registration.name(),
                                registration.clientId(),
                                end)))
        .toList();
  }

  /** Ready for one more try, whatever is known of its credentials. */
  @Transactional
  public Registration retry(String id) {
    RegistrationEntity row = row(id);
    credentials.of(id).forEach(credential -> credential.failed(null));
    return open(row);
  }

  /** Its failing mailboxes may ask again. */
  @Transactional
  public void works(String id) {
    changed.fire(new RegistrationChanged(id, false));
  }

  public record CredentialEnd(String registrationId, String name, String clientId, Instant end) {}

  /** Remembers that the provider refused a credential. */
  @Transactional
  public void credentialFailed(String credentialId, TokenFailure.Code code) {
    credentials.findByIdOptional(credentialId).ifPresent(row -> row.failed(code));
  }

  /** The next credential was accepted where the current one was refused: it takes its place. */
  @Transactional
  public void promote(String credentialId) {
    credentials
        .findByIdOptional(credentialId)
        .filter(row -> !row.isCurrent())
        .ifPresent(
            row -> {
              credentials.remove(row.registrationId(), CredentialEntity.CURRENT);
              row.promote();
              audit.record("credential-promoted", row.registrationId(), null, null);
            });
  }

  private RegistrationEntity row(String id) {
    return registrations
        .findByIdOptional(id)
        .orElseThrow(
            () ->
                new ProblemException(
                    RegistrationProblem.NOT_FOUND,
                    "There is no registration %s: see GET /api/v1/registrations.".formatted(id)));
  }

  private RegistrationView view(RegistrationEntity row) {
    return views.view(row, credentials.of(row.id()));
  }

  private Registration open(RegistrationEntity row) {
    return new Registration(
        row.id(),
        row.name(),
        row.clientId(),
        row.enabled(),
        row.authorizationEndpoint().orElse(null),
        row.tokenEndpoint().orElseThrow(),
        row.deviceEndpoint(),
        row.graphUrl(),
        row.cloud().authorizationParameters(),
        row.codeChallengeMethod(),
        row.redirectUri(),
        row.cloud(),
        row.scopes(),
        credentials.of(row.id()).stream()
            .map(
                credential ->
                    new Credential(
                        credential.id(),
                        sealer.open(credential),
                        credential.failureCode(),
                        credential.createdAt()))
            .toList());
  }
}

package dev.mailbridge.tokenservice.signin;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.tokenservice.audit.AuditLog;
import dev.mailbridge.tokenservice.grant.Grant;
import dev.mailbridge.tokenservice.grant.GrantProblem;
import dev.mailbridge.tokenservice.grant.GrantRepository;
import dev.mailbridge.tokenservice.registration.Registration;
import dev.mailbridge.tokenservice.registration.Registrations;
import dev.mailbridge.tokenservice.vault.Vault;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signing in with a browser, up to the code; {@link SignInCompletion} does the rest. */
@ApplicationScoped
class SignIns {
  static final Duration LIFE = Duration.ofMinutes(10);

  private final SignInRepository signIns;
  private final DeviceSignInRepository devices;
  private final GrantRepository grants;
  private final Registrations registrations;
  private final PublicAddress address;
  private final Vault vault;
  private final AuditLog audit;
  private final Clock clock;

  SignIns(
      SignInRepository signIns,
      DeviceSignInRepository devices,
      GrantRepository grants,
      Registrations registrations,
      PublicAddress address,
      Vault vault,
      AuditLog audit,
      Clock clock) {
    this.signIns = signIns;
    this.devices = devices;
    this.grants = grants;
    this.registrations = registrations;
    this.address = address;
    this.vault = vault;
    this.audit = audit;
    this.clock = clock;
  }

  /** The one-time address. */
  record Invitation(URI url, Instant expiresAt) {}

  /** Where the browser goes, and what it must bring back. */
  record Opened(URI authorization, String cookieName, String cookie, boolean secure) {}

  /** What was sealed with the state. */
  record Secrets(String nonce, String codeVerifier) {
    @Override
    public String toString() {
      return "Secrets[***]";
    }
  }

  /** A redirect that was found in order. */
  record Returned(SignIn signIn, Secrets secrets) {}

  @Transactional
  Invitation invite(MailboxId mailbox, String returnTo, HttpServerRequest request) {
    Grant grant = signInGrant(mailbox);
    Registration registration = registration(grant);
    if (registration.authorizationEndpoint() == null) {
      throw new ProblemException(
          GrantProblem.INVALID,
          "The registration %s has no authorization endpoint: enter one."
              .formatted(registration.label()));
    }
    String code = RandomText.next();
    Instant expires = clock.instant().plus(LIFE);
    signIns.persist(
        new SignIn(RandomText.hash(code), mailbox.value(), returnTo, audit.actor(), expires));
    audit.record("sign-in-invited", registration.id(), mailbox.value(), grant.signsInAs());
    return new Invitation(address.signIn(registration, request, code), expires);
  }

  /** Of either flow with a person: which way it is signed in doesn't matter afterwards. */
  Grant signInGrant(MailboxId mailbox) {
    Grant grant =
        grants
            .findByIdOptional(mailbox.value())
            .orElseThrow(
                () ->
                    new ProblemException(
                        GrantProblem.NOT_FOUND,
                        "Mailbox %s has no grant: define one first.".formatted(mailbox)));
    if (!grant.flow().needsSignIn()) {
      throw new ProblemException(
          GrantProblem.NO_SIGN_IN,
          "Nobody signs in to mailbox %s: its grant works by client credentials or a password. Change its flow first."
              .formatted(mailbox));
    }
    return grant;
  }

  Registration registration(Grant grant) {
    return registrations.find(grant.registrationId()).orElseThrow();
  }

  @Transactional
  Opened open(String code, HttpServerRequest request) {
    Instant now = clock.instant();
    SignIn signIn =
        signIns
            .lockByCode(code)
            .orElseThrow(
                () ->
                    new SignInRefused(
                        "This address is not valid",
                        "It was never given out, or its sign-in is long over. Start a new one in"
                            + " the web admin.",
                        null));
    if (signIn.openedAt() != null) {
      throw new SignInRefused(
          "This address was opened before",
          "Each one works once. Start a new sign-in in the web admin.",
          signIn);
    }
    if (signIn.expiredAt(now)) {
      throw expired(signIn);
    }
    Grant grant = grants.findById(signIn.mailboxId());
    Registration registration = registration(grant);
    String state = RandomText.next();
    String browser = RandomText.next();
    Secrets secrets =
        new Secrets(RandomText.next(), registration.pkce() == null ? null : RandomText.next());
    String redirectUri = address.redirectUri(registration, request);
    String json = new String(ContractJson.write(secrets), StandardCharsets.UTF_8);
    signIn.open(
        RandomText.hash(state),
        RandomText.hash(browser),
        redirectUri,
        vault.seal(json, signIn.place()),
        now);
    return new Opened(
        authorization(registration, grant, redirectUri, state, secrets),
        cookieName(state),
        browser,
        redirectUri.startsWith("https:"));
  }

  private static URI authorization(
      Registration registration, Grant grant, String redirectUri, String state, Secrets secrets) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    parameters.put("client_id", List.of(registration.clientId()));
    parameters.put("response_type", List.of("code"));
    parameters.put("redirect_uri", List.of(redirectUri));
    parameters.put("scope", List.of(registration.signInScope()));
    parameters.put("state", List.of(state));
    parameters.put("nonce", List.of(secrets.nonce()));
    parameters.put("login_hint", List.of(grant.signsInAs()));
    if (secrets.codeVerifier() != null) {
      String challenge =
          registration.pkce().equals("plain")
              ? secrets.codeVerifier()
              : RandomText.hash(secrets.codeVerifier());
      parameters.put("code_challenge", List.of(challenge));
      parameters.put("code_challenge_method", List.of(registration.pkce()));
    }
    if (registration.microsoft()) {
      // The administrator's own session must not be taken for the mailbox's account.
      parameters.put("prompt", List.of("select_account"));
    }
    registration
        .authorizationParameters()
        .forEach((name, value) -> parameters.put(name, List.of(value)));
    URI endpoint = registration.authorizationEndpoint();
    String separator = endpoint.getRawQuery() == null ? "?" : "&";
    return URI.create(endpoint + separator + URLUtils.serializeParameters(parameters));
  }

  /** A browser may have several sign-ins open: each has a cookie of its own. */
  static String cookieName(String state) {
    return "mail-bridge-" + RandomText.hash(state).substring(0, 12);
  }

  /**
   * Takes the sign-in that belongs to a redirect; it can't be taken twice.
   *
   * @param browser the cookie's value, null when there was none
   * @throws SignInRefused when it isn't in order
   */
  @Transactional
  Returned take(String state, String browser) {
    Instant now = clock.instant();
    SignIn signIn =
        signIns
            .lockByState(state)
            .orElseThrow(
                () ->
                    new SignInRefused(
                        "This sign-in was not started here",
                        "Its state is unknown. Start a new sign-in in the web admin.",
                        null));
    if (signIn.usedAt() != null) {
      throw new SignInRefused(
          "This sign-in was completed before",
          "Each one works once. Start a new sign-in in the web admin if it is needed.",
          signIn);
    }
    if (browser == null || !same(RandomText.hash(browser), signIn.browserHash())) {
      throw new SignInRefused(
          "This sign-in was started in another browser",
          "It must be completed in the browser that opened the one-time address, with cookies"
              + " allowed. Start a new sign-in in the web admin.",
          null);
    }
    if (signIn.expiredAt(now)) {
      throw expired(signIn);
    }
    Secrets secrets =
        ContractJson.read(
            vault.open(signIn.secretsSealed(), signIn.place()).getBytes(StandardCharsets.UTF_8),
            Secrets.class);
    signIn.use(now);
    return new Returned(signIn, secrets);
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.US_ASCII), b.getBytes(StandardCharsets.US_ASCII));
  }

  private static SignInRefused expired(SignIn signIn) {
    return new SignInRefused(
        "This sign-in took too long",
        "It is valid for %d minutes. Start a new one in the web admin.".formatted(LIFE.toMinutes()),
        signIn);
  }

  @Scheduled(every = "1h", delayed = "10m")
  @RunOnVirtualThread
  @Transactional
  void forget() {
    Instant before = clock.instant().minus(Duration.ofDays(1));
    signIns.deleteExpired(before);
    devices.deleteExpired(before);
  }
}

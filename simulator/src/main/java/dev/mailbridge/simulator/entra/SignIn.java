package dev.mailbridge.simulator.entra;

import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.User;
import java.time.Instant;
import java.util.Optional;

/** One sign-in on its way through the pages: for a redirect, or for a device. */
final class SignIn {
  /**
   * Where the result goes.
   *
   * @param adminConsent true when an administrator was sent here to consent for everyone, and the
   *     app gets no code
   */
  record Target(
      String redirectUri,
      String responseMode,
      String state,
      Optional<AuthorizationCodes.Challenge> challenge,
      Optional<String> nonce,
      Optional<DeviceCodes.Pending> device,
      boolean adminConsent) {
    static Target device(DeviceCodes.Pending pending) {
      return new Target(
          "", "query", null, Optional.empty(), Optional.empty(), Optional.of(pending), false);
    }

    static Target adminConsent(String redirectUri, String state) {
      return new Target(
          redirectUri, "query", state, Optional.empty(), Optional.empty(), Optional.empty(), true);
    }
  }

  private final String id;
  private final String tenant;
  private final App app;
  private final RequestedScopes scopes;
  private final Target target;
  private final boolean consentForced;
  private final Instant expiresAt;
  private volatile User user;
  private volatile boolean mfaDone;

  SignIn(
      String id,
      String tenant,
      App app,
      RequestedScopes scopes,
      Target target,
      boolean consentForced,
      Instant expiresAt) {
    this.id = id;
    this.tenant = tenant;
    this.app = app;
    this.scopes = scopes;
    this.target = target;
    this.consentForced = consentForced;
    this.expiresAt = expiresAt;
  }

  String id() {
    return id;
  }

  String tenant() {
    return tenant;
  }

  App app() {
    return app;
  }

  RequestedScopes scopes() {
    return scopes;
  }

  Target target() {
    return target;
  }

  boolean consentForced() {
    return consentForced;
  }

  Instant expiresAt() {
    return expiresAt;
  }

  Optional<User> user() {
    return Optional.ofNullable(user);
  }

  void signedIn(User who) {
    user = who;
  }

  boolean mfaDone() {
    return mfaDone;
  }

  void passedMfa() {
    mfaDone = true;
  }
}

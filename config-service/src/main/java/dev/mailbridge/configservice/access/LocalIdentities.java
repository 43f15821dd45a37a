package dev.mailbridge.configservice.access;

import dev.mailbridge.configservice.access.PasswordCheck.Accepted;
import dev.mailbridge.configservice.access.PasswordCheck.Locked;
import dev.mailbridge.configservice.access.PasswordCheck.Rejected;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Who a session or a password stands for. */
final class LocalIdentities {
  /** An attribute of the identity: true when the password must be changed first. */
  static final String MUST_CHANGE = "mail-bridge.must-change-password";

  private LocalIdentities() {}

  static class SessionRequest extends BaseAuthenticationRequest {
    private final String token;

    SessionRequest(String token) {
      this.token = token;
    }
  }

  static class BasicRequest extends BaseAuthenticationRequest {
    private final String name;
    private final String password;

    BasicRequest(String name, String password) {
      this.name = name;
      this.password = password;
    }
  }

  private static SecurityIdentity identity(Accepted accepted) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(accepted.account()))
        .addRole(accepted.role())
        .addAttribute(MUST_CHANGE, accepted.mustChange())
        .build();
  }

  @ApplicationScoped
  static class SessionIdentityProvider implements IdentityProvider<SessionRequest> {
    private final Sessions sessions;

    SessionIdentityProvider(Sessions sessions) {
      this.sessions = sessions;
    }

    @Override
    public Class<SessionRequest> getRequestType() {
      return SessionRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
        SessionRequest request, AuthenticationRequestContext context) {
      return context.runBlocking(
          () ->
              sessions
                  .use(request.token)
                  .map(LocalIdentities::identity)
                  .orElseThrow(AuthenticationFailedException::new));
    }
  }

  @ApplicationScoped
  static class BasicIdentityProvider implements IdentityProvider<BasicRequest> {
    private final VerifiedPasswords passwords;

    BasicIdentityProvider(VerifiedPasswords passwords) {
      this.passwords = passwords;
    }

    @Override
    public Class<BasicRequest> getRequestType() {
      return BasicRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
        BasicRequest request, AuthenticationRequestContext context) {
      return context.runBlocking(
          () ->
              switch (passwords.check(request.name, request.password)) {
                case Accepted accepted -> identity(accepted);
                case Rejected() -> throw new AuthenticationFailedException();
                case Locked(_) -> throw new AuthenticationFailedException();
              });
    }
  }
}

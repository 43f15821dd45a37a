package dev.mailbridge.configservice.access;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/**
 * Who uses the web admin: by a session cookie of its own and a password, or by the identity
 * provider's sign-in where the local administrator is off.
 *
 * <p>The web admin's session cookie, and HTTP Basic (RFC 7617) for REST over loopback or TLS. The
 * cookie opens no address under /api: another site's page that makes a browser call one gets
 * nothing.
 */
@ApplicationScoped
class LocalAuthentication implements HttpAuthenticationMechanism {
  private static final String BASIC = "Basic ";
  private static final SecurityIdentity NOBODY =
      QuarkusSecurityIdentity.builder().setAnonymous(true).build();

  private final AdminConfig config;
  private final OidcAuthenticationMechanism provider;

  LocalAuthentication(AdminConfig config, OidcAuthenticationMechanism provider) {
    this.config = config;
    this.provider = provider;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identityProviders) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (!config.enabled()) {
      // The provider's session is a cookie too: nobody is asked for it under /api.
      return isApi(context) && header == null
          ? Uni.createFrom().item(NOBODY)
          : Uni.createFrom().nullItem();
    }
    if (header != null) {
      return header.startsWith(BASIC)
          ? basic(context, identityProviders, header.substring(BASIC.length()))
          : Uni.createFrom().nullItem();
    }
    Cookie session = context.request().getCookie(Sessions.COOKIE);
    if (session == null || isApi(context)) {
      return Uni.createFrom().nullItem();
    }
    // An ended session is as none: pages that need nobody, such as the sign-in, still come.
    return identityProviders
        .authenticate(new LocalIdentities.SessionRequest(session.getValue()))
        .onFailure(AuthenticationFailedException.class)
        .recoverWithNull();
  }

  private static Uni<SecurityIdentity> basic(
      RoutingContext context, IdentityProviderManager identityProviders, String encoded) {
    boolean safe =
        context.request().isSSL()
            || (context.request().remoteAddress() != null
                && isLoopback(context.request().remoteAddress().hostAddress()));
    String[] credentials = decode(encoded);
    if (!safe || credentials.length != 2) {
      return Uni.createFrom().failure(new AuthenticationFailedException());
    }
    return identityProviders.authenticate(
        new LocalIdentities.BasicRequest(credentials[0], credentials[1]));
  }

  private static boolean isLoopback(String address) {
    return address != null
        && (address.startsWith("127.")
            || address.equals("::1")
            || address.equals("0:0:0:0:0:0:0:1"));
  }

  private static String[] decode(String encoded) {
    try {
      byte[] octets = Base64.getDecoder().decode(encoded.strip());
      return new String(octets, StandardCharsets.UTF_8).split(":", 2);
    } catch (IllegalArgumentException e) {
      return new String[0];
    }
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    if (config.enabled()) {
      return Uni.createFrom().item(isPage(context) ? toSignIn(context) : challenge());
    }
    if (!isPage(context)) {
      return Uni.createFrom().nullItem();
    }
    // Another mechanism's challenge is for programs: a browser goes to the identity provider.
    return isFragment(context)
        ? Uni.createFrom().item(new ChallengeData(401, "HX-Redirect", "/"))
        : provider.getChallenge(context);
  }

  private static ChallengeData challenge() {
    return new ChallengeData(
        401, "WWW-Authenticate", "Basic realm=\"mail-bridge\", charset=\"UTF-8\", Bearer");
  }

  private static ChallengeData toSignIn(RoutingContext context) {
    boolean fragment = isFragment(context);
    String from =
        fragment || !context.request().method().name().equals("GET")
            ? "/"
            : context.request().uri();
    String signIn = "/login?next=" + URLEncoder.encode(from, StandardCharsets.UTF_8);
    // htmx would put the page of a redirect into the fragment's place.
    return fragment
        ? new ChallengeData(401, "HX-Redirect", signIn)
        : new ChallengeData(302, HttpHeaders.LOCATION, signIn);
  }

  private static boolean isFragment(RoutingContext context) {
    return context.request().getHeader("HX-Request") != null;
  }

  private static boolean isApi(RoutingContext context) {
    return context.normalizedPath().startsWith("/api/");
  }

  private static boolean isPage(RoutingContext context) {
    return !isApi(context) && !context.normalizedPath().startsWith("/q/");
  }

  /** Before the other mechanisms: a browser must be sent to the sign-in page. */
  @Override
  public int getPriority() {
    return 3 * DEFAULT_PRIORITY;
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(LocalIdentities.SessionRequest.class, LocalIdentities.BasicRequest.class);
  }
}

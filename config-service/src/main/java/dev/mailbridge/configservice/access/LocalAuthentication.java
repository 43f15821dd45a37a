package dev.mailbridge.configservice.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
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
 * The web admin's session cookie, and HTTP Basic (RFC 7617) for REST over loopback or TLS. The
 * cookie opens no address under /api: another site's page that makes a browser call one gets
 * nothing.
 */
@ApplicationScoped
class LocalAuthentication implements HttpAuthenticationMechanism {
  private static final String BASIC = "Basic ";
  private final AdminConfig config;

  LocalAuthentication(AdminConfig config) {
    this.config = config;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identityProviders) {
    if (!config.enabled()) {
      return Uni.createFrom().nullItem();
    }
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
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
    if (!config.enabled()) {
      return Uni.createFrom().nullItem();
    }
    return Uni.createFrom().item(isPage(context) ? toSignIn(context) : challenge());
  }

  private static ChallengeData challenge() {
    return new ChallengeData(
        401, "WWW-Authenticate", "Basic realm=\"mail-bridge\", charset=\"UTF-8\", Bearer");
  }

  private static ChallengeData toSignIn(RoutingContext context) {
    boolean fragment = context.request().getHeader("HX-Request") != null;
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

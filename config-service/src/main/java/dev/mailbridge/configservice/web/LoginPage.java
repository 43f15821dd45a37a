package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.access.Accounts;
import dev.mailbridge.configservice.access.AdminConfig;
import dev.mailbridge.configservice.access.PasswordCheck.Accepted;
import dev.mailbridge.configservice.access.PasswordCheck.Locked;
import dev.mailbridge.configservice.access.PasswordCheck.Rejected;
import dev.mailbridge.configservice.access.Sessions;
import io.quarkus.oidc.OidcSession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestForm;

@Path("")
@Produces(MediaType.TEXT_HTML)
@PermitAll
@RunOnVirtualThread
class LoginPage {
  /** Whose account there is from the start: most need not type a name. */
  private static final String ADMINISTRATOR = "admin";

  private final Accounts accounts;
  private final Sessions sessions;
  private final AdminConfig config;
  private final OidcSession provider;
  private final Clock clock;

  LoginPage(
      Accounts accounts, Sessions sessions, AdminConfig config, OidcSession provider, Clock clock) {
    this.config = config;
    this.provider = provider;
    this.accounts = accounts;
    this.sessions = sessions;
    this.clock = clock;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance login(String next, String name, String message);

    static native TemplateInstance left();
  }

  @GET
  @Path("login")
  public TemplateInstance show(@QueryParam("next") String next) {
    return config.enabled()
        ? Templates.login(LocalPath.of(next), ADMINISTRATOR, null)
        : Templates.left();
  }

  @POST
  @Path("login")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response signIn(
      @RestForm String username,
      @RestForm String password,
      @RestForm String next,
      HttpServerRequest request) {
    if (!config.enabled()) {
      return Response.seeOther(URI.create("/")).build();
    }
    String name = username == null ? "" : username.strip();
    String target = LocalPath.of(next);
    return switch (accounts.check(name, password == null ? "" : password)) {
      case Accepted accepted ->
          Response.seeOther(URI.create(accepted.mustChange() ? "/account/password" : target))
              .cookie(cookie(sessions.begin(accepted.account()), request, -1))
              .build();
      case Rejected() ->
          again(target, name, "The name or the password is wrong. Check both and try again.");
      case Locked(var until) -> {
        long minutes = Math.max(1, Duration.between(clock.instant(), until).toMinutes() + 1);
        yield again(
            target,
            name,
            "Too many wrong passwords: the account is locked. Try again in about %d minute%s."
                .formatted(minutes, minutes == 1 ? "" : "s"));
      }
    };
  }

  @POST
  @Path("logout")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response signOut(@CookieParam(Sessions.COOKIE) String session, HttpServerRequest request) {
    if (!config.enabled()) {
      // Who is signed in at the provider stays so there: other applications have that session too.
      provider.logout().await().indefinitely();
      return Response.seeOther(URI.create("/login")).build();
    }
    if (session != null) {
      sessions.end(session);
    }
    return Response.seeOther(URI.create("/login")).cookie(cookie("", request, 0)).build();
  }

  private static Response again(String next, String name, String message) {
    return Response.status(Response.Status.UNAUTHORIZED)
        .entity(Templates.login(next, name, message))
        .build();
  }

  /** Lax, not Strict: the browser comes back here from Microsoft's sign-in. */
  private static NewCookie cookie(String value, HttpServerRequest request, int maxAge) {
    return new NewCookie.Builder(Sessions.COOKIE)
        .value(value)
        .path("/")
        .httpOnly(true)
        .secure(request.isSSL() || "https".equals(request.getHeader("X-Forwarded-Proto")))
        .sameSite(NewCookie.SameSite.LAX)
        .maxAge(maxAge)
        .build();
  }
}

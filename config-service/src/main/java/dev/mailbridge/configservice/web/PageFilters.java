package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.access.Accounts;
import dev.mailbridge.platform.problem.Problem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What holds for every page: its headers, its error page, and the forced change of a password. */
class PageFilters {
  /** No inline script or style; pictures in data: are Bootstrap's icons. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'self'";

  private static final String CHANGE_PASSWORD = "/account/password";

  private final SecurityIdentity identity;

  PageFilters(SecurityIdentity identity) {
    this.identity = identity;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance problem(Problem problem);

    static native TemplateInstance unauthenticated();
  }

  /** The CSRF token is looked for in forms only: nothing else may change anything. */
  @ServerRequestFilter(preMatching = true)
  void takeFormsOnly(ContainerRequestContext request, RoutingContext routing) {
    if (isPage(routing.normalizedPath())
        && HttpMethod.POST.equals(request.getMethod())
        && !isForm(request.getHeaderString(HttpHeaders.CONTENT_TYPE))) {
      throw new NotSupportedException("Send a form.");
    }
  }

  private static boolean isForm(String contentType) {
    return contentType != null
        && contentType.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_FORM_URLENCODED);
  }

  @ServerRequestFilter
  Response changePasswordFirst(ContainerRequestContext request, RoutingContext routing) {
    String path = routing.normalizedPath();
    boolean free =
        !isPage(path)
            || path.equals(CHANGE_PASSWORD)
            || path.equals("/logout")
            || path.equals("/login");
    return free || !Accounts.mustChangePassword(identity)
        ? null
        : Response.seeOther(URI.create(CHANGE_PASSWORD)).build();
  }

  @ServerResponseFilter
  void secure(ContainerResponseContext response, RoutingContext routing) {
    if (!isPage(routing.normalizedPath())) {
      return;
    }
    // A mail in its frame has a stricter one.
    response.getHeaders().putIfAbsent("Content-Security-Policy", List.of(POLICY));
    response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
    response.getHeaders().putSingle("Referrer-Policy", "same-origin");
    response.getHeaders().putSingle("Cache-Control", "no-store");
    if (response.getEntity() instanceof Problem problem) {
      // Who isn't known has no menu: a page's layout asks who looks at it.
      TemplateInstance page =
          problem.status() == Response.Status.UNAUTHORIZED.getStatusCode()
              ? Templates.unauthenticated()
              : Templates.problem(problem);
      response.setEntity(page.render(), null, MediaType.TEXT_HTML_TYPE.withCharset("utf-8"));
    }
  }

  private static boolean isPage(String path) {
    return !path.startsWith("/api/") && !path.startsWith("/q/");
  }
}

package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.access.AdminConfig;
import dev.mailbridge.platform.security.Roles;
import io.quarkus.csrf.reactive.runtime.CsrfTokenParameterProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;

/** What every page's frame shows. */
@Named("page")
@RequestScoped
public class PageContext {
  private static final String CSRF_COOKIE = "mail-bridge-csrf";

  private final SecurityIdentity identity;
  private final RoutingContext request;
  private final AdminConfig config;
  private final CsrfTokenParameterProvider csrf;

  PageContext(
      SecurityIdentity identity,
      RoutingContext request,
      AdminConfig config,
      CsrfTokenParameterProvider csrf) {
    this.config = config;
    this.csrf = csrf;
    this.identity = identity;
    this.request = request;
  }

  public String user() {
    return identity.isAnonymous() ? "" : identity.getPrincipal().getName();
  }

  public boolean signedIn() {
    return !identity.isAnonymous();
  }

  /**
   * For the page's forms. Who is refused for want of a role comes to no filter that makes a token:
   * the browser's one of before lets them sign out.
   */
  public String csrfToken() {
    try {
      return csrf.getToken();
    } catch (IllegalStateException e) {
      Cookie cookie = request.request().getCookie(CSRF_COOKIE);
      return cookie == null ? "" : cookie.getValue();
    }
  }

  /** Whether the password is kept here. */
  public boolean local() {
    return config.enabled();
  }

  public boolean admin() {
    return identity.hasRole(Roles.ADMIN);
  }

  public boolean operator() {
    return admin() || identity.hasRole(Roles.OPERATOR);
  }

  /** Whether the page lies under this entry of the menu. */
  public boolean under(String path) {
    String here = request.normalizedPath();
    return path.equals("/") ? here.equals("/") : here.equals(path) || here.startsWith(path + "/");
  }
}

package dev.mailbridge.tokenservice.signin;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/** What the administrator's browser sees: the one-time address and the OAuth redirect. */
@Path("/")
@PermitAll
@RunOnVirtualThread
class RedirectResource {
  private static final Logger LOG = Logger.getLogger(RedirectResource.class);

  private final SignIns signIns;
  private final SignInCompletion completion;
  private final SignInPage page;

  RedirectResource(SignIns signIns, SignInCompletion completion, SignInPage page) {
    this.signIns = signIns;
    this.completion = completion;
    this.page = page;
  }

  @GET
  @Path("sign-in/{code}")
  @Operation(hidden = true)
  public Response open(String code, @Context HttpServerRequest request) {
    try {
      SignIns.Opened opened = signIns.open(code, request);
      return page.secured(Response.status(Response.Status.FOUND))
          .location(opened.authorization())
          .cookie(cookie(opened))
          .build();
    } catch (SignInRefused e) {
      return refusal(e);
    }
  }

  /** Lax: the redirect comes from the identity provider's site, by GET. */
  private static NewCookie cookie(SignIns.Opened opened) {
    return new NewCookie.Builder(opened.cookieName())
        .value(opened.cookie())
        .path("/")
        .httpOnly(true)
        .secure(opened.secure())
        .sameSite(NewCookie.SameSite.LAX)
        .maxAge((int) SignIns.LIFE.toSeconds())
        .build();
  }

  /** For redirect URIs with a path of their own behind a proxy that leaves paths as they are. */
  @GET
  @Path("oauth/callback")
  @Operation(hidden = true)
  public Response callback(
      @QueryParam("code") String code,
      @QueryParam("state") String state,
      @QueryParam("error") String error,
      @QueryParam("error_description") String description,
      @Context HttpHeaders headers) {
    return redirect(code, state, error, description, headers);
  }

  @GET
  @Operation(hidden = true)
  public Response redirect(
      @QueryParam("code") String code,
      @QueryParam("state") String state,
      @QueryParam("error") String error,
      @QueryParam("error_description") String description,
      @Context HttpHeaders headers) {
    if (code == null && state == null && error == null) {
      return page.idle();
    }
    try {
      if (state == null) {
        throw new SignInRefused(
            "This sign-in was not started here",
            "The redirect has no state. Start a new sign-in in the web admin.",
            null);
      }
      Cookie cookie = headers.getCookies().get(SignIns.cookieName(state));
      SignIns.Returned returned = signIns.take(state, cookie == null ? null : cookie.getValue());
      if (error != null || code == null) {
        throw new SignInRefused(
            "The sign-in was not completed",
            "The identity provider says %s%s. Nothing was changed."
                .formatted(error, description == null ? "" : ": " + description),
            returned.signIn());
      }
      return page.success(returned.signIn(), completion.complete(returned, code));
    } catch (SignInRefused e) {
      return refusal(e);
    }
  }

  private Response refusal(SignInRefused refused) {
    LOG.infof("A sign-in was refused: %s.", refused.title());
    return page.refusal(refused);
  }
}

package dev.mailbridge.tokenservice.signin;

import dev.mailbridge.tokenservice.grant.WebAdminConfig;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/** What the browser shows: one self-contained page, nothing loaded, no script. */
@ApplicationScoped
class SignInPage {
  private static final String STYLE =
      """
      :root{color-scheme:light dark;--page:#f4f5f7;--card:#fff;--text:#1c2126;--soft:#5a6472;--good:#1a7f4b;--bad:#b3261e;--link:#0b5cad}
      @media(prefers-color-scheme:dark){:root{--page:#14171b;--card:#1e2328;--text:#e8eaed;--soft:#a6b0bb;--good:#5fd39a;--bad:#ff8a80;--link:#8ab8ff}}
      body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--page);color:var(--text);font:16px/1.5 system-ui,sans-serif}
      main{background:var(--card);max-width:34rem;margin:1rem;padding:2rem;border-radius:.75rem;box-shadow:0 1px 4px #0003}
      h1{font-size:1.35rem;line-height:1.3;margin:0 0 .75rem}.good h1{color:var(--good)}.bad h1{color:var(--bad)}
      p{margin:.5rem 0;overflow-wrap:anywhere}.soft{color:var(--soft);font-size:.9rem}a{color:var(--link)}
      """;

  private final Template template;
  private final WebAdminConfig webAdmin;
  private final String policy;

  SignInPage(@Location("sign-in.html") Template template, WebAdminConfig webAdmin) {
    this.template = template;
    this.webAdmin = webAdmin;
    this.policy =
        "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            .formatted(hash(STYLE));
  }

  Response success(SignIn signIn, String account) {
    return signIn.returnTo() == null
        ? page(
            200,
            "good",
            "Signed in",
            "Mailbox %s is connected as %s. You can close this page."
                .formatted(signIn.mailboxId(), account),
            webAdmin.url())
        : secured(Response.seeOther(back(signIn, true))).build();
  }

  Response refusal(SignInRefused refused) {
    URI back =
        refused.signIn() == null || refused.signIn().returnTo() == null
            ? webAdmin.url()
            : back(refused.signIn(), false);
    return page(400, "bad", refused.title(), refused.getMessage(), back);
  }

  /** For those who come by without a reason. */
  Response idle() {
    return page(
        200,
        "idle",
        "token-service",
        "Browsers return here after a sign-in. To start one, go to the web admin.",
        webAdmin.url());
  }

  private static URI back(SignIn signIn, boolean signedIn) {
    return UriBuilder.fromUri(signIn.returnTo())
        .queryParam("mailbox", signIn.mailboxId())
        .queryParam("signedIn", signedIn)
        .build();
  }

  private Response page(int status, String kind, String title, String message, URI back) {
    String html =
        template
            .data("style", STYLE)
            .data("kind", kind)
            .data("title", title)
            .data("message", message)
            .data("back", back.toString())
            .render();
    return secured(Response.status(status).type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8")))
        .entity(html)
        .build();
  }

  Response.ResponseBuilder secured(Response.ResponseBuilder response) {
    return response
        .header("Content-Security-Policy", policy)
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private static String hash(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

package dev.mailbridge.simulator.entra;

import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.Html;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The sign-in pages, plain HTML forms with the field names of Entra's ({@code login, passwd, otc}).
 */
final class SignInPages {
  static final String MFA_CODE = "123456";

  private static final String STYLE =
      """
      body{font:16px/1.5 system-ui,sans-serif;background:#f0f2f5;color:#1b1b1b;margin:0}
      main{max-width:27rem;margin:10vh auto;background:#fff;padding:2.5rem;
      box-shadow:0 2px 8px #0003}h1{font-size:1.5rem;margin:0 0 1rem}
      label{display:block;margin:.75rem 0 .25rem}
      input:not([type=checkbox]){width:100%;box-sizing:border-box;padding:.5rem;font:inherit}
      button{padding:.5rem 1.5rem;font:inherit;margin:1.25rem .5rem 0 0;border:1px solid #767676;
      background:#fff}button.primary{background:#0a5c9e;color:#fff;border-color:#0a5c9e}
      .error{color:#a80000}small{color:#595959}
      @media(prefers-color-scheme:dark){body{background:#111;color:#eee}main{background:#222}
      .error{color:#ff9a9a}small{color:#b0b0b0}}
      """;

  private SignInPages() {}

  static Answer account(
      SignIn signIn, String login, Optional<User> known, boolean passwordOnly, String error) {
    String tile =
        known.isPresent() && !passwordOnly
            ? "<button name=\"continue\" value=\"true\" formnovalidate>Continue as "
                + Html.escape(known.get().userPrincipalName())
                + "</button>"
            : "";
    return page(
        "Sign in",
        error(error)
            + form(
                signIn,
                "account",
                tile
                    + "<label for=\"login\">Email</label><input id=\"login\" name=\"login\""
                    + " type=\"email\" autocomplete=\"username\" required value=\""
                    + Html.escape(login)
                    + "\"><label for=\"passwd\">Password</label><input id=\"passwd\""
                    + " name=\"passwd\" type=\"password\" autocomplete=\"current-password\" required>"
                    + "<small>Every user of the simulator has the password <b>simulator</b>.</small>"
                    + "<div><button name=\"cancel\" value=\"true\" formnovalidate>Cancel</button>"
                    + "<button class=\"primary\" name=\"signin\" value=\"true\">Sign in</button>"
                    + "</div>"));
  }

  static Answer mfa(SignIn signIn, String error) {
    return page(
        "Enter code",
        error(error)
            + form(
                signIn,
                "mfa",
                "<p>Your organisation demands multi-factor authentication.</p>"
                    + "<label for=\"otc\">Code</label><input id=\"otc\" name=\"otc\""
                    + " inputmode=\"numeric\" autocomplete=\"one-time-code\" required>"
                    + "<small>The simulator's code is <b>"
                    + MFA_CODE
                    + "</b>.</small><div><button name=\"cancel\" value=\"true\""
                    + " formnovalidate>Cancel</button><button class=\"primary\" name=\"verify\""
                    + " value=\"true\">Verify</button></div>"));
  }

  static Answer consent(SignIn signIn, User user, Set<String> permissions) {
    String list =
        new TreeSet<>(permissions)
            .stream()
                .map(permission -> "<li>" + Html.escape(permission) + "</li>")
                .collect(Collectors.joining());
    String organization =
        user.administrator()
            ? "<label><input type=\"checkbox\" name=\"organization\" value=\"true\"> Consent on"
                + " behalf of your organization</label>"
            : "";
    return page(
        "Permissions requested",
        form(
            signIn,
            "consent",
            "<p><b>"
                + Html.escape(signIn.app().displayName())
                + "</b> would like, as "
                + Html.escape(user.userPrincipalName())
                + ":</p><ul>"
                + list
                + "</ul>"
                + organization
                + "<div><button name=\"cancel\" value=\"true\">Cancel</button>"
                + "<button class=\"primary\" name=\"accept\" value=\"true\">Accept</button></div>"));
  }

  static Answer userCode(String error) {
    return page(
        "Enter code to allow access",
        error(error)
            + "<form method=\"post\" action=\"/devicelogin\"><label for=\"otc\">Code</label>"
            + "<input id=\"otc\" name=\"otc\" autocomplete=\"off\" required><div>"
            + "<button class=\"primary\">Next</button></div></form>");
  }

  static Answer message(String title, String text) {
    return page(title, "<p>" + Html.escape(text) + "</p>");
  }

  static Answer error(EntraException error) {
    Answer page =
        page(
            "Sorry, but we’re having trouble signing you in.",
            "<p class=\"error\" role=\"alert\">" + Html.escape(error.getMessage()) + "</p>");
    return new Answer(400, page.headers(), page.body());
  }

  static Answer formPost(String action, Map<String, String> fields) {
    String inputs =
        fields.entrySet().stream()
            .map(
                field ->
                    "<input type=\"hidden\" name=\""
                        + Html.escape(field.getKey())
                        + "\" value=\""
                        + Html.escape(field.getValue())
                        + "\">")
            .collect(Collectors.joining());
    return page(
        "Working…",
        "<form method=\"post\" action=\""
            + Html.escape(action)
            + "\">"
            + inputs
            + "<button class=\"primary\">Continue</button></form>"
            + "<script>document.forms[0].submit()</script>");
  }

  private static String form(SignIn signIn, String step, String content) {
    return "<form method=\"post\" action=\"/"
        + Html.escape(signIn.tenant())
        + "/login\"><input type=\"hidden\" name=\"flow\" value=\""
        + signIn.id()
        + "\"><input type=\"hidden\" name=\"step\" value=\""
        + step
        + "\">"
        + content
        + "</form>";
  }

  private static String error(String text) {
    return text == null ? "" : "<p class=\"error\" role=\"alert\">" + Html.escape(text) + "</p>";
  }

  private static Answer page(String title, String content) {
    return Answer.html(
        200,
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\""
            + " content=\"width=device-width,initial-scale=1\"><title>"
            + Html.escape(title)
            + "</title><style>"
            + STYLE
            + "</style><main><h1>"
            + Html.escape(title)
            + "</h1>"
            + content
            + "<p><small>Simulated Microsoft sign-in</small></p></main></html>");
  }
}

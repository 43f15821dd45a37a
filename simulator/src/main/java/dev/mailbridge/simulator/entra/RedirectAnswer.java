package dev.mailbridge.simulator.entra;

import dev.mailbridge.simulator.directory.Tenant;
import dev.mailbridge.simulator.http.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Takes the browser back to the app, with a code or an error. */
final class RedirectAnswer {
  private RedirectAnswer() {}

  static Answer code(SignIn.Target target, String code) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("code", code);
    return answer(target, fields);
  }

  static Answer error(SignIn.Target target, EntraException error) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("error", error.kind().error());
    fields.put("error_description", error.getMessage());
    fields.put("error_uri", "https://login.microsoftonline.com/error?code=" + error.code());
    return answer(target, fields);
  }

  /** An administrator consented for the whole tenant. */
  static Answer adminConsent(SignIn.Target target, Tenant tenant) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("admin_consent", "True");
    fields.put("tenant", tenant.id());
    return answer(target, fields);
  }

  static Answer adminConsentDeclined(SignIn.Target target) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("error", "permission_denied");
    fields.put("error_description", "The admin canceled the request");
    return answer(target, fields);
  }

  private static Answer answer(SignIn.Target target, Map<String, String> fields) {
    if (target.state() != null) {
      fields.put("state", target.state());
    }
    if (target.responseMode().equals("form_post")) {
      return SignInPages.formPost(target.redirectUri(), fields);
    }
    String encoded =
        fields.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    String separator =
        target.responseMode().equals("fragment")
            ? "#"
            : target.redirectUri().contains("?") ? "&" : "?";
    return Answer.redirect(target.redirectUri() + separator + encoded);
  }
}

package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.connect.Access;
import dev.mailbridge.configservice.connect.Setup;
import dev.mailbridge.configservice.mailbox.OfficeConfig;
import dev.mailbridge.configservice.oauth.MicrosoftCloud;
import dev.mailbridge.configservice.oauth.OAuthFields;
import dev.mailbridge.configservice.tokenservice.Registration;
import dev.mailbridge.platform.problem.Problem.FieldError;
import dev.mailbridge.platform.problem.ProblemException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The two forms of <em>Connect Office 365</em>: what is wanted, and what Entra then says. */
final class ConnectForm {
  /** The one that is configured, where it isn't Microsoft's. */
  static final String OWN_CLOUD = "custom";

  private static final int LONGEST = 24;

  /** The OAUTH2 fields' names in problems, and the fields here that they are made of. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "/OAUTH2 Auth End Point", "/tenantId",
          "/OAUTH2 Token End Point", "/tenantId",
          "/OAUTH2 Mail Client ID", "/clientId",
          "/OAUTH2 Mail Secret", "/secret");

  private ConnectForm() {}

  static Access access(Form form) {
    return Access.of(form.value("access"));
  }

  /**
   * @param present the app, if it is entered already
   */
  static Setup setup(Form form, String redirectUri, Registration present) {
    String mailboxes = form.value("mailboxes");
    return new Setup(
        access(form),
        form.value("appName"),
        form.value("tenant"),
        present == null ? null : present.clientId(),
        redirectUri,
        Arrays.stream(mailboxes.split("[\\s,;]+")).filter(one -> !one.isEmpty()).toList(),
        months(form),
        form.on("importsUsers"),
        form.on("graph"));
  }

  private static int months(Form form) {
    try {
      return Integer.parseInt(form.value("months"));
    } catch (NumberFormatException e) {
      return LONGEST;
    }
  }

  /** What the form for Entra's values starts with. */
  static Map<String, String> values(Access access, Registration present, OfficeConfig office) {
    Map<String, String> values = new HashMap<>();
    values.put("access", access.code());
    values.put("cloud", cloud(present, office));
    values.put(
        "tenantId", present == null ? office.tenantId().orElse("") : text(present.tenantId()));
    values.put(
        "clientId", present == null ? office.clientId().orElse("") : text(present.clientId()));
    return values;
  }

  private static String cloud(Registration present, OfficeConfig office) {
    return Optional.ofNullable(present)
        .flatMap(one -> MicrosoftCloud.of(one.cloud()))
        .or(() -> present == null ? configured(office) : Optional.empty())
        .map(MicrosoftCloud::code)
        .orElse(OWN_CLOUD);
  }

  /** Empty when it is none of Microsoft's own. */
  static Optional<MicrosoftCloud> configured(OfficeConfig office) {
    return Arrays.stream(MicrosoftCloud.values())
        .filter(one -> one.authority().equals(office.authority().toString()))
        .findFirst();
  }

  /**
   * @param usual what stays as it is; null when nothing was entered before
   * @throws ProblemException when the date can't be read
   */
  static OAuthFields fields(Form form, OAuthFields usual, OfficeConfig office) {
    String tenant = form.value("tenantId").strip();
    Optional<MicrosoftCloud> cloud = MicrosoftCloud.of(form.value("cloud"));
    String authority = cloud.map(MicrosoftCloud::authority).orElse(office.authority().toString());
    String base = tenant.isEmpty() ? "" : authority + "/" + tenant + "/oauth2/v2.0/";
    return new OAuthFields(
        usual == null ? null : usual.port(),
        base.isEmpty() ? null : base + "authorize",
        base.isEmpty() ? null : base + "token",
        form.text("clientId"),
        form.text("secret"),
        usual == null ? "True" : usual.codeChallenge(),
        usual == null ? "S256" : usual.codeChallengeMethod(),
        usual == null ? null : usual.scope(),
        expires(form),
        cloud
            .map(MicrosoftCloud::graphUrl)
            .or(() -> office.graphUrl().map(Object::toString))
            .orElse(null));
  }

  private static LocalDate expires(Form form) {
    try {
      return form.text("expires") == null ? null : LocalDate.parse(form.value("expires"));
    } catch (DateTimeException e) {
      throw new ProblemException(
          FormProblem.UNREADABLE,
          "Enter the day on which the secret ends.",
          List.of(new FieldError("/expires", "Enter a day, such as 2027-11-30.")));
    }
  }

  /** The problems, each at the field of this form. */
  static Form rejected(Form form, ProblemException problem) {
    List<FieldError> errors =
        problem.errors().stream()
            .map(
                error ->
                    FIELDS.containsKey(error.pointer())
                        ? new FieldError(FIELDS.get(error.pointer()), advice(error))
                        : error)
            .distinct()
            .toList();
    return form.rejected(problem.type().title(), errors);
  }

  private static String advice(FieldError error) {
    return FIELDS.get(error.pointer()).equals("/tenantId")
        ? "Enter the Directory (tenant) ID from the app's Overview page in Entra."
        : error.detail();
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }
}

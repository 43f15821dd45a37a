package dev.mailbridge.configservice.directory;

import dev.mailbridge.configservice.directory.rules.RulesValidator;
import dev.mailbridge.platform.problem.Problem.FieldError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the fields must hold, in the words of one who types them from Entra's pages. */
final class FieldsValidator {
  private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
  private static final Set<String> CLOUDS =
      Set.of("global", "us-government", "dod", "china", "custom");
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1");

  private final List<FieldError> errors = new ArrayList<>();

  private FieldsValidator() {}

  /**
   * @param hasSecret whether one is kept from before
   */
  static List<FieldError> problems(ImportFields fields, boolean hasSecret) {
    FieldsValidator validator = new FieldsValidator();
    validator.check(fields, hasSecret);
    RulesValidator.problems(fields.rulesOrUsual())
        .forEach(
            error ->
                validator.errors.add(new FieldError("/rules" + error.pointer(), error.detail())));
    return List.copyOf(validator.errors);
  }

  private void check(ImportFields fields, boolean hasSecret) {
    check(
        fields.clientId() != null && fields.clientId().strip().matches(GUID),
        "Client ID",
        "Enter the Application (client) ID from the app's Overview page in Entra.");
    check(
        fields.tenantId() != null
            && fields.tenantId().strip().matches("(?i)" + GUID + "|[a-z0-9-]+(\\.[a-z0-9-]+)+"),
        "Tenant ID",
        "Enter the Directory (tenant) ID from the app's Overview page in Entra.");
    check(
        fields.secretKey() != null || hasSecret,
        "Secret Key",
        "Enter the secret's value; Entra shows it once, when it is made.");
    check(
        fields.secretKey() == null || !fields.secretKey().strip().matches(GUID),
        "Secret Key",
        "This looks like the Secret ID: enter the secret's Value, which Entra shows only once.");
    String cloud = fields.cloud() == null ? "global" : fields.cloud();
    check(CLOUDS.contains(cloud), "Cloud", "Choose global, us-government, dod, china or custom.");
    if (cloud.equals("custom")) {
      address("Token End Point", fields.tokenEndPoint());
      address("Graph URL", fields.graphUrl());
    }
  }

  /** Plain http is for a stand-in on this machine only. */
  private void address(String name, String value) {
    boolean good;
    try {
      URI uri = new URI(value == null ? "" : value.strip());
      good =
          uri.getHost() != null
              && ("https".equals(uri.getScheme())
                  || ("http".equals(uri.getScheme()) && LOCAL.contains(uri.getHost())));
    } catch (URISyntaxException e) {
      good = false;
    }
    check(good, name, "Enter an https address.");
  }

  private void check(boolean good, String name, String advice) {
    if (!good) {
      errors.add(new FieldError("/" + name, advice));
    }
  }
}

package dev.mailbridge.configservice.connect;

import dev.mailbridge.configservice.oauth.OfficePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A permission of the app.
 *
 * @param api the application id of the API that has it
 * @param application granted to the app itself, not to a person who signs in
 */
record Permission(String api, String name, boolean application) {
  static final String GRAPH = "00000003-0000-0000-c000-000000000000";

  /** Office 365 Exchange Online. */
  static final String EXCHANGE = "00000002-0000-0ff1-ce00-000000000000";

  static List<Permission> of(Setup setup) {
    List<Permission> all = new ArrayList<>();
    if (setup.appOnly()) {
      // Mail over Graph is given mailbox by mailbox in Exchange: in Entra it would open them all.
      OfficePermissions.ALL.appOnly().forEach(n -> all.add(new Permission(EXCHANGE, n, true)));
    } else {
      OfficePermissions.ALL.delegated().forEach(n -> all.add(new Permission(GRAPH, n, false)));
    }
    if (setup.importsUsers()) {
      OfficePermissions.ALL.directory().forEach(n -> all.add(new Permission(GRAPH, n, true)));
    }
    return all;
  }
}

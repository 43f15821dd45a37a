package dev.mailbridge.simulator.graph;

import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.http.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A user as Graph shows it: without {@code $select} only the default fields. */
final class UserView {
  private UserView() {}

  static Map<String, Object> of(User user, Call call) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", user.id());
    view.put("displayName", user.displayName());
    view.put("givenName", user.givenName().orElse(null));
    view.put("surname", user.surname().orElse(null));
    view.put("mail", user.userPrincipalName());
    view.put("userPrincipalName", user.userPrincipalName());
    view.put("jobTitle", null);
    view.put("mobilePhone", null);
    view.put("officeLocation", null);
    view.put("preferredLanguage", null);
    if (call.query("$select").isPresent()) {
      view.put("accountEnabled", user.accountEnabled());
      view.put("department", user.department().orElse(null));
      view.put("userType", "Member");
      view.put("businessPhones", List.of());
      view.put(
          "proxyAddresses",
          Stream.concat(
                  Stream.of("SMTP:" + user.userPrincipalName()),
                  user.proxyAddresses().stream().map(address -> "smtp:" + address))
              .toList());
    }
    view.putAll(user.attributes());
    view.remove("manager");
    return Page.select(call, view);
  }
}

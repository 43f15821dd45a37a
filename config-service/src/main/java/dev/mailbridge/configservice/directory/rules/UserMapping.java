package dev.mailbridge.configservice.directory.rules;

import dev.mailbridge.contracts.DirectoryUser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the published user of Graph's. */
final class UserMapping {
  /** The contract's own fields; {@code phones} takes all values, the others the first. */
  static final Map<String, List<String>> USUAL = usual();

  private static final String PHONES = "phones";

  private final ImportRules rules;
  private final Map<String, List<String>> mapping;

  UserMapping(ImportRules rules) {
    this.rules = rules;
    this.mapping = rules.fullMapping();
  }

  private static Map<String, List<String>> usual() {
    Map<String, List<String>> usual = new LinkedHashMap<>();
    usual.put("displayName", List.of("displayName"));
    usual.put("givenName", List.of("givenName"));
    usual.put("surname", List.of("surname"));
    usual.put("department", List.of("department"));
    usual.put("jobTitle", List.of("jobTitle"));
    usual.put("office", List.of("officeLocation"));
    usual.put(PHONES, List.of("businessPhones", "mobilePhone"));
    usual.put("language", List.of("preferredLanguage"));
    return usual;
  }

  UserAddresses addresses(UserAttributes user) {
    return UserAddresses.of(user, rules.address());
  }

  DirectoryUser map(UserAttributes user, UserAddresses addresses, boolean vip) {
    Map<String, String> fields = new TreeMap<>();
    mapping.forEach(
        (field, attributes) -> {
          if (!USUAL.containsKey(field)) {
            String value = user.first(attributes);
            if (value != null) {
              fields.put(field, value);
            }
          }
        });
    return new DirectoryUser(
        user.text("id"),
        field(user, "displayName"),
        field(user, "givenName"),
        field(user, "surname"),
        user.text("userPrincipalName"),
        addresses.first(),
        addresses.all(),
        field(user, "department"),
        field(user, "jobTitle"),
        field(user, "office"),
        user.all(mapping.get(PHONES)),
        field(user, "language"),
        user.text("manager"),
        isGuest(user),
        vip,
        user.flag("accountEnabled", true),
        fields);
  }

  static boolean isGuest(UserAttributes user) {
    return "guest".equalsIgnoreCase(user.text("userType"));
  }

  private String field(UserAttributes user, String name) {
    return user.first(mapping.get(name));
  }
}

package dev.mailbridge.configservice.directory.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.directory.rules.AttributeCondition.Compiled;
import dev.mailbridge.contracts.DirectoryUser;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The rules, ready for many users. */
public final class UserSelection {
  private final ImportRules rules;
  private final UserMapping mapping;
  private final List<Compiled> conditions;
  private final List<Compiled> vipConditions;

  public UserSelection(ImportRules rules) {
    this.rules = rules;
    this.mapping = new UserMapping(rules);
    this.conditions = rules.conditions().stream().map(AttributeCondition::compile).toList();
    this.vipConditions = rules.vipConditions().stream().map(AttributeCondition::compile).toList();
  }

  /**
   * What is published of a user; empty for one whom the rules leave out.
   *
   * @param user Graph's object, with {@code manager} as an id
   * @param groups those of the rules' groups that the user is in
   */
  public Optional<DirectoryUser> select(JsonNode user, Set<String> groups) {
    UserAttributes attributes = new UserAttributes(user);
    UserAddresses addresses = mapping.addresses(attributes);
    return wanted(attributes, addresses, groups)
        ? Optional.of(mapping.map(attributes, addresses, isVip(attributes, groups)))
        : Optional.empty();
  }

  private boolean wanted(UserAttributes user, UserAddresses addresses, Set<String> groups) {
    return (rules.groups().isEmpty() || rules.groups().stream().anyMatch(groups::contains))
        && (!rules.enabledOnly() || user.flag("accountEnabled", true))
        && isOfType(user)
        && (rules.domains().isEmpty() || hasDomain(addresses.first()))
        && conditions.stream().allMatch(condition -> condition.holds(user));
  }

  private boolean isOfType(UserAttributes user) {
    return switch (rules.userTypes()) {
      case ALL -> true;
      case MEMBERS -> !UserMapping.isGuest(user);
      case GUESTS -> UserMapping.isGuest(user);
    };
  }

  private boolean hasDomain(String address) {
    if (address == null) {
      return false;
    }
    String domain = address.substring(address.lastIndexOf('@') + 1);
    return rules.domains().stream()
        .map(one -> one.toLowerCase(Locale.ROOT))
        .anyMatch(
            one -> one.startsWith("*.") ? domain.endsWith(one.substring(1)) : domain.equals(one));
  }

  private boolean isVip(UserAttributes user, Set<String> groups) {
    return rules.vipGroups().stream().anyMatch(groups::contains)
        || vipConditions.stream().anyMatch(condition -> condition.holds(user));
  }
}

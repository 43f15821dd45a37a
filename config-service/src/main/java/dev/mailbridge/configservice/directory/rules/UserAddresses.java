package dev.mailbridge.configservice.directory.rules;

import dev.mailbridge.configservice.directory.rules.ImportRules.AddressSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A user's addresses in lower case. A guest's name in this directory is made of the address: {@code
 * wang@customer.example} is {@code wang_customer.example#EXT#@contoso.example}.
 *
 * @param first the main one, null when there is none
 * @param all the main one first, each once
 */
record UserAddresses(String first, List<String> all) {
  private static final String EXTERNAL = "#ext#";
  private static final String SMTP = "smtp:";

  static UserAddresses of(UserAttributes user, List<AddressSource> order) {
    List<String> all =
        Stream.concat(
                order.stream().flatMap(source -> of(user, source).stream()),
                Stream.concat(
                    Stream.of(AddressSource.values()).flatMap(source -> of(user, source).stream()),
                    proxies(user).map(one -> one.substring(SMTP.length()))))
            .flatMap(one -> address(one).stream())
            .distinct()
            .toList();
    return new UserAddresses(all.isEmpty() ? null : all.getFirst(), all);
  }

  private static Optional<String> of(UserAttributes user, AddressSource source) {
    return switch (source) {
      case MAIL -> address(user.text("mail"));
      case PROXY_ADDRESSES ->
          proxies(user)
              .filter(one -> one.startsWith("SMTP:"))
              .findFirst()
              .flatMap(one -> address(one.substring(SMTP.length())));
      case USER_PRINCIPAL_NAME -> address(user.text("userPrincipalName"));
    };
  }

  /** Others, such as {@code X500:} and {@code SIP:}, are no mail addresses. */
  private static Stream<String> proxies(UserAttributes user) {
    return user.all(List.of("proxyAddresses")).stream()
        .filter(one -> one.regionMatches(true, 0, SMTP, 0, SMTP.length()));
  }

  private static Optional<String> address(String text) {
    if (text == null) {
      return Optional.empty();
    }
    String lower = text.strip().toLowerCase(Locale.ROOT);
    int external = lower.indexOf(EXTERNAL);
    if (external >= 0) {
      String local = lower.substring(0, external);
      // Local parts may have underscores too; domains don't.
      int at = local.lastIndexOf('_');
      lower = at < 0 ? "" : local.substring(0, at) + "@" + local.substring(at + 1);
    }
    int at = lower.lastIndexOf('@');
    return at > 0 && at < lower.length() - 1 && lower.indexOf(' ') < 0
        ? Optional.of(lower)
        : Optional.empty();
  }
}

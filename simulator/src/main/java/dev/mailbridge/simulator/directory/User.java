package dev.mailbridge.simulator.directory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A user of the tenant, or a shared mailbox (whose sign-in is blocked).
 *
 * @param id object id, stays when the user is renamed
 * @param validFrom tokens issued before it are revoked (an administrator's "revoke sessions")
 * @param attributes whatever else Graph shows of a user, such as {@code jobTitle}, {@code userType}
 *     or {@code manager} (an object id); they replace what is shown otherwise
 */
public record User(
    String id,
    String userPrincipalName,
    String displayName,
    Optional<String> givenName,
    Optional<String> surname,
    Optional<String> department,
    List<String> proxyAddresses,
    boolean accountEnabled,
    boolean shared,
    boolean administrator,
    boolean mfaRequired,
    boolean smtpAuthDisabled,
    boolean imapDisabled,
    String password,
    Optional<Instant> validFrom,
    Map<String, Object> attributes) {

  public User {
    proxyAddresses = proxyAddresses == null ? List.of() : List.copyOf(proxyAddresses);
    attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
  }

  public static User named(String id, String address, String displayName) {
    return new User(
        id,
        address,
        displayName,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        true,
        false,
        false,
        false,
        false,
        false,
        "simulator",
        Optional.empty(),
        Map.of());
  }

  public User asShared() {
    return new User(
        id,
        userPrincipalName,
        displayName,
        givenName,
        surname,
        department,
        proxyAddresses,
        false,
        true,
        false,
        false,
        smtpAuthDisabled,
        imapDisabled,
        password,
        validFrom,
        attributes);
  }

  public User asAdministrator() {
    return new User(
        id,
        userPrincipalName,
        displayName,
        givenName,
        surname,
        department,
        proxyAddresses,
        accountEnabled,
        shared,
        true,
        mfaRequired,
        smtpAuthDisabled,
        imapDisabled,
        password,
        validFrom,
        attributes);
  }

  public User revokedAt(Instant instant) {
    return new User(
        id,
        userPrincipalName,
        displayName,
        givenName,
        surname,
        department,
        proxyAddresses,
        accountEnabled,
        shared,
        administrator,
        mfaRequired,
        smtpAuthDisabled,
        imapDisabled,
        password,
        Optional.of(instant),
        attributes);
  }

  public boolean hasAddress(String address) {
    return userPrincipalName.equalsIgnoreCase(address)
        || proxyAddresses.stream().anyMatch(address::equalsIgnoreCase);
  }

  @Override
  public String toString() {
    return "User[" + id + ", " + userPrincipalName + "]";
  }
}

package dev.mailbridge.contracts;

import java.util.List;
import java.util.Map;

/**
 * A person of the directory, on {@code directory.users.<project>} (type {@value #TYPE}, key {@code
 * id}). A leaver is published as disabled first; the tombstone follows after 30 days.
 *
 * @param id Entra's object id
 * @param address where mail comes from first; {@code addresses} holds all, lower case
 * @param guest a guest's {@code #EXT#} form is undone in the addresses
 */
public record DirectoryUser(
    String id,
    String displayName,
    String givenName,
    String surname,
    String userPrincipalName,
    String address,
    List<String> addresses,
    String department,
    String jobTitle,
    String office,
    List<String> phones,
    String language,
    String managerId,
    boolean guest,
    boolean vip,
    boolean enabled,
    Map<String, String> fields) {
  public static final String TYPE = "dev.mailbridge.directory-user.v1";

  public DirectoryUser {
    addresses = IncomingMail.copy(addresses);
    phones = IncomingMail.copy(phones);
    fields = fields == null ? Map.of() : Map.copyOf(fields);
  }

  /** Which person, without what is known of them. */
  @Override
  public String toString() {
    return "DirectoryUser[id=%s, enabled=%s]".formatted(id, enabled);
  }
}

package dev.mailbridge.simulator.directory;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may come to the sign-in page: the home tenant's users, another organisation's, and personal
 * Microsoft accounts. The strangers have neither mailboxes nor a place in Graph's lists.
 */
public final class Accounts {
  public static final String OTHER_TENANT_ID = "8f3c1e0a-5b7d-4a43-9d1c-00000000000a";
  public static final String OTHER_USER = "paula@fabrikam.example";

  /** The tenant that Microsoft keeps for personal accounts. */
  public static final String PERSONAL_TENANT_ID = "9188040d-6c67-4c5b-b112-36a304b66dad";

  public static final String PERSONAL_USER = "sam@personal.example";

  private static final Tenant OTHER =
      new Tenant(OTHER_TENANT_ID, "Fabrikam", Set.of("fabrikam.example"));
  private static final Tenant PERSONAL =
      new Tenant(PERSONAL_TENANT_ID, "Microsoft accounts", Set.of("personal.example"));
  private static final List<User> STRANGERS =
      List.of(
          User.named("3a7e5c10-0000-4000-8000-0000000000a0", OTHER_USER, "Paula Other")
              .asAdministrator(),
          User.named("3a7e5c10-0000-4000-8000-0000000000b0", PERSONAL_USER, "Sam Personal"));

  private final Directory home;

  public Accounts(Directory home) {
    this.home = home;
  }

  /** Finds an account by object id or address. */
  public Optional<User> find(String idOrAddress) {
    return home.user(idOrAddress)
        .or(
            () ->
                STRANGERS.stream()
                    .filter(user -> user.id().equals(idOrAddress) || user.hasAddress(idOrAddress))
                    .findFirst());
  }

  /** The tenant that keeps the account. */
  public Tenant tenantOf(User user) {
    return Stream.of(OTHER, PERSONAL)
        .filter(tenant -> tenant.domains().contains(domain(user)))
        .findFirst()
        .orElse(home.tenant());
  }

  /** A tenant by id or domain. */
  public Optional<Tenant> tenant(String idOrDomain) {
    return Stream.of(home.tenant(), OTHER, PERSONAL)
        .filter(tenant -> tenant.isNamed(idOrDomain))
        .findFirst();
  }

  /** Where apps are registered. */
  public Tenant home() {
    return home.tenant();
  }

  public static boolean isPersonal(Tenant tenant) {
    return tenant.id().equals(PERSONAL_TENANT_ID);
  }

  private static String domain(User user) {
    String name = user.userPrincipalName();
    return name.substring(name.indexOf('@') + 1);
  }
}

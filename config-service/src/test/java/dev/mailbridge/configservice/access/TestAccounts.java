package dev.mailbridge.configservice.access;

import dev.mailbridge.platform.security.Roles;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Instant;

/** Accounts in the application under test, made without its pages. */
public final class TestAccounts {
  /** A name and its password. */
  public record Credentials(String name, String password) {}

  private static final Credentials ADMINISTRATOR =
      new Credentials("keeper", "an old keeper's words");

  private TestAccounts() {}

  /** Somebody with every right who need not change the password first. */
  public static Credentials administrator() {
    put(ADMINISTRATOR.name(), ADMINISTRATOR.password(), Roles.ADMIN);
    return ADMINISTRATOR;
  }

  /** Gives the account this password; its sessions last. */
  public static void put(String name, String password, String role) {
    AccountRepository accounts = Arc.container().instance(AccountRepository.class).get();
    Passwords passwords = Arc.container().instance(Passwords.class).get();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Account account = accounts.findByIdOptional(name).orElseGet(Account::new);
              if (account.name == null || !passwords.match(password, account.passwordHash)) {
                account.passwordHash = passwords.hash(password);
              }
              account.role = role;
              account.mustChange = false;
              account.changedAt = Instant.EPOCH;
              account.name = name;
              accounts.persist(account);
            });
  }
}

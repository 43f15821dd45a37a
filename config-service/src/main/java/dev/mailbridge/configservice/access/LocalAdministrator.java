package dev.mailbridge.configservice.access;

import dev.mailbridge.platform.security.Roles;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Makes the account {@code admin} at the first start. */
@ApplicationScoped
class LocalAdministrator {
  static final String NAME = "admin";
  private static final Logger LOG = Logger.getLogger(LocalAdministrator.class);

  private final AccountRepository accounts;
  private final Passwords passwords;
  private final AdminPasswordFile passwordFile;
  private final AdminConfig config;
  private final Clock clock;

  LocalAdministrator(
      AccountRepository accounts,
      Passwords passwords,
      AdminPasswordFile passwordFile,
      AdminConfig config,
      Clock clock) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.passwordFile = passwordFile;
    this.config = config;
    this.clock = clock;
  }

  @Transactional
  void provide(@Observes StartupEvent event) {
    if (!config.enabled() || accounts.findByIdOptional(NAME).isPresent()) {
      return;
    }
    Account account = new Account();
    account.name = NAME;
    account.passwordHash = passwords.hash(passwordFile.readOrMake());
    account.role = Roles.ADMIN;
    account.mustChange = true;
    account.changedAt = clock.instant();
    accounts.persist(account);
    LOG.infof("The first password of %s is in %s", NAME, passwordFile.file());
  }
}

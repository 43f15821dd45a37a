package dev.mailbridge.configservice.access;

import dev.mailbridge.configservice.access.PasswordCheck.Accepted;
import dev.mailbridge.configservice.access.PasswordCheck.Locked;
import dev.mailbridge.configservice.access.PasswordCheck.Rejected;
import dev.mailbridge.configservice.audit.AuditLog;
import dev.mailbridge.platform.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Checks and changes passwords; locks an account whose password is being guessed. */
@ApplicationScoped
public class Accounts {
  private static final Logger LOG = Logger.getLogger(Accounts.class);

  private final AccountRepository accounts;
  private final Passwords passwords;
  private final Sessions sessions;
  private final AdminPasswordFile passwordFile;
  private final Event<VerifiedPasswords.PasswordChanged> passwordChanges;
  private final AuditLog audit;
  private final AdminConfig config;
  private final Clock clock;

  Accounts(
      AccountRepository accounts,
      Passwords passwords,
      Sessions sessions,
      AdminPasswordFile passwordFile,
      Event<VerifiedPasswords.PasswordChanged> passwordChanges,
      AuditLog audit,
      AdminConfig config,
      Clock clock) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.sessions = sessions;
    this.passwordFile = passwordFile;
    this.passwordChanges = passwordChanges;
    this.audit = audit;
    this.config = config;
    this.clock = clock;
  }

  /** Whether nothing else is allowed before the password was changed. */
  public static boolean mustChangePassword(SecurityIdentity identity) {
    return Boolean.TRUE.equals(identity.getAttribute(LocalIdentities.MUST_CHANGE));
  }

  @Transactional
  public PasswordCheck check(String name, String password) {
    Optional<Account> found = accounts.locked(name);
    if (found.isEmpty()) {
      // As slow as for a name that exists.
      passwords.pretend(password);
      return new Rejected();
    }
    Account account = found.get();
    Instant now = clock.instant();
    if (account.lockedUntil != null && now.isBefore(account.lockedUntil)) {
      return new Locked(account.lockedUntil);
    }
    if (passwords.match(password, account.passwordHash)) {
      account.failures = 0;
      account.lockedUntil = null;
      return new Accepted(account.name, account.role, account.mustChange);
    }
    return failed(account, now);
  }

  private PasswordCheck failed(Account account, Instant now) {
    account.failures++;
    int over = account.failures - config.failures();
    if (over < 0) {
      return new Rejected();
    }
    Duration lock = config.lock().multipliedBy(1L << Math.min(over, 10));
    account.lockedUntil =
        now.plus(lock.compareTo(config.longestLock()) > 0 ? config.longestLock() : lock);
    LOG.warnf(
        "The account %s is locked until %s after %d wrong passwords",
        account.name, account.lockedUntil, account.failures);
    audit.recordAs("system", "lock", "account", account.name, null, null);
    return new Locked(account.lockedUntil);
  }

  /** Ends every session of the account. */
  @Transactional
  public void changePassword(String name, String present, String wanted) {
    Account account = accounts.locked(name).orElseThrow();
    if (!passwords.match(present, account.passwordHash)) {
      throw new ProblemException(
          AccessProblem.WRONG_PASSWORD, "Enter the password that you have signed in with.");
    }
    passwords.requireGood(name, present, wanted);
    account.passwordHash = passwords.hash(wanted);
    account.mustChange = false;
    account.changedAt = clock.instant();
    sessions.endAll(name);
    audit.record("change-password", "account", name, null, null);
    passwordChanges.fire(new VerifiedPasswords.PasswordChanged(name));
    passwordFile.deleteAfterCommit();
  }
}

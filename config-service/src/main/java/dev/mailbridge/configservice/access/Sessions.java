package dev.mailbridge.configservice.access;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Sessions of the web admin, in the database: any instance knows them, and they can be ended. */
@ApplicationScoped
public class Sessions {
  public static final String COOKIE = "mail-bridge-session";
  private static final int TOKEN_OCTETS = 32;

  /** A use is noted at most so often. */
  private static final Duration NOTED = Duration.ofMinutes(1);

  private final SecureRandom random = new SecureRandom();
  private final SessionRepository sessions;
  private final AccountRepository accounts;
  private final AdminConfig config;
  private final Clock clock;

  Sessions(
      SessionRepository sessions, AccountRepository accounts, AdminConfig config, Clock clock) {
    this.sessions = sessions;
    this.accounts = accounts;
    this.config = config;
    this.clock = clock;
  }

  /** The token of a new session, for the cookie. */
  @Transactional
  public String begin(String account) {
    byte[] octets = new byte[TOKEN_OCTETS];
    random.nextBytes(octets);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    WebSession session = new WebSession();
    session.tokenHash = hash(token);
    session.account = account;
    session.createdAt = clock.instant();
    session.lastUsedAt = session.createdAt;
    sessions.persist(session);
    return token;
  }

  /** Whose session it is, if it still lasts. */
  @Transactional
  Optional<PasswordCheck.Accepted> use(String token) {
    Instant now = clock.instant();
    return sessions
        .findByIdOptional(hash(token))
        .filter(session -> lasts(session, now))
        .flatMap(
            session -> {
              if (session.lastUsedAt.plus(NOTED).isBefore(now)) {
                session.lastUsedAt = now;
              }
              return accounts.findByIdOptional(session.account);
            })
        .map(a -> new PasswordCheck.Accepted(a.name, a.role, a.mustChange));
  }

  @Transactional
  public void end(String token) {
    sessions.deleteById(hash(token));
  }

  @Transactional
  void endAll(String account) {
    sessions.delete("account", account);
  }

  @Scheduled(every = "1h", delayed = "1m")
  @RunOnVirtualThread
  @Transactional
  void forget() {
    Instant now = clock.instant();
    sessions.delete(
        "createdAt < ?1 or lastUsedAt < ?2", now.minus(config.session()), now.minus(config.idle()));
  }

  private boolean lasts(WebSession session, Instant now) {
    return now.isBefore(session.createdAt.plus(config.session()))
        && now.isBefore(session.lastUsedAt.plus(config.idle()));
  }

  private static String hash(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @ApplicationScoped
  static class SessionRepository implements PanacheRepositoryBase<WebSession, String> {}
}

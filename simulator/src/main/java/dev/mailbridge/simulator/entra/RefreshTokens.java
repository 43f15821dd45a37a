package dev.mailbridge.simulator.entra;

import dev.mailbridge.simulator.Settings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The refresh tokens that are out. Only their hashes are kept. */
public final class RefreshTokens {
  /** As long as Entra's: a column that cuts them off must show. */
  private static final int OCTETS = 900;

  /** 3,994 characters after the token's head of six. */
  private static final int MANY_OCTETS = 2995;

  /** What a refresh token stands for. */
  public record Grant(
      String hash,
      String family,
      String clientId,
      String userId,
      Set<String> permissions,
      Set<String> openId,
      Resource resource,
      Instant issuedAt,
      Instant expiresAt,
      boolean mfaDone) {}

  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private final Map<String, Boolean> spent = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong changes = new AtomicLong();
  private final Settings settings;
  private final Clock clock;

  public RefreshTokens(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  String issue(AuthorizedUser authorized, Resource resource, String family, boolean isLong) {
    byte[] octets = new byte[isLong ? MANY_OCTETS : OCTETS];
    random.nextBytes(octets);
    String token = "1.AXYA" + Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    Instant now = clock.instant();
    String hash = hash(token);
    grants.put(
        hash,
        new Grant(
            hash,
            family,
            authorized.clientId(),
            authorized.userId(),
            authorized.permissions(),
            authorized.openId(),
            resource,
            now,
            now.plus(settings.behaviour().refreshTokenLifetime()),
            authorized.mfaDone()));
    changes.incrementAndGet();
    return token;
  }

  /** Finds what a token stands for, or refuses it. */
  Grant redeem(String token, String clientId) {
    Grant grant = grants.get(hash(token));
    if (grant == null) {
      throw spent.containsKey(hash(token))
          ? Aadsts.of(70000, "Provided grant is invalid: the refresh token was used before.")
          : Aadsts.of(70000);
    }
    if (!grant.clientId().equalsIgnoreCase(clientId)) {
      throw Aadsts.of(70000, "Provided grant was issued to another application.");
    }
    if (!clock.instant().isBefore(grant.expiresAt())) {
      throw Aadsts.of(
          700082,
          "The refresh token has expired due to inactivity. The token was issued on "
              + grant.issuedAt()
              + " and was inactive for 90.00:00:00.");
    }
    return grant;
  }

  Optional<String> userOf(String token) {
    return Optional.ofNullable(grants.get(hash(token))).map(Grant::userId);
  }

  /** Strict rotation: true for the one request that used the token first. */
  boolean spend(String token) {
    String hash = hash(token);
    spent.put(hash, true);
    changes.incrementAndGet();
    return grants.remove(hash) != null;
  }

  /** An answer without a new refresh token leaves the old one good. */
  void revive(Grant grant) {
    grants.put(grant.hash(), grant);
    spent.remove(grant.hash());
    changes.incrementAndGet();
  }

  public int count() {
    return grants.size();
  }

  public int countOf(String userId) {
    return (int) grants.values().stream().filter(grant -> grant.userId().equals(userId)).count();
  }

  public List<Grant> all() {
    return List.copyOf(grants.values());
  }

  public void restore(List<Grant> others) {
    others.forEach(grant -> grants.put(grant.hash(), grant));
  }

  public long changes() {
    return changes.get();
  }

  private static String hash(String token) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

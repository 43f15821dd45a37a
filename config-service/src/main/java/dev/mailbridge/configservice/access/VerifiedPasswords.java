package dev.mailbridge.configservice.access;

import dev.mailbridge.configservice.access.PasswordCheck.Accepted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for a minute that a password was right, since HTTP Basic sends it with every request
 * and bcrypt is slow by intention. Held under a keyed hash with a key of this process.
 */
@ApplicationScoped
class VerifiedPasswords {
  private static final String ALGORITHM = "HmacSHA256";
  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MOST = 100;

  private final Map<String, Verified> verified = new ConcurrentHashMap<>();
  private final SecretKeySpec key;
  private final Accounts accounts;
  private final Clock clock;

  record PasswordChanged(String account) {}

  private record Verified(Accepted identity, Instant until) {}

  VerifiedPasswords(Accounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
    byte[] octets = new byte[32];
    new SecureRandom().nextBytes(octets);
    key = new SecretKeySpec(octets, ALGORITHM);
  }

  PasswordCheck check(String name, String password) {
    Instant now = clock.instant();
    String mark = mark(name, password);
    Verified known = verified.get(mark);
    if (known != null && now.isBefore(known.until())) {
      return known.identity();
    }
    PasswordCheck check = accounts.check(name, password);
    if (check instanceof Accepted accepted) {
      if (verified.size() >= MOST) {
        verified.clear();
      }
      verified.put(mark, new Verified(accepted, now.plus(REMEMBERED)));
    }
    return check;
  }

  void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) PasswordChanged changed) {
    verified.clear();
  }

  private String mark(String name, String password) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] octets = (name + "\0" + password).getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(mac.doFinal(octets));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }
}

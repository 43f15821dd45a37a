package dev.mailbridge.tokenservice.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;

/** Which stored token would do, so that the provider needn't be asked. */
sealed interface Demand {
  boolean satisfiedBy(HeldToken stored, Instant now);

  /** Any that lives long enough. */
  record Usable() implements Demand {
    @Override
    public boolean satisfiedBy(HeldToken stored, Instant now) {
      return stored.usableAt(now);
    }
  }

  /** One that outlives the one held now: another replica may have renewed it already. */
  record NewerThan(Instant expiresAt) implements Demand {
    @Override
    public boolean satisfiedBy(HeldToken stored, Instant now) {
      return stored.usableAt(now) && stored.expiresAt().isAfter(expiresAt);
    }
  }

  /**
   * Another one than a server refused.
   *
   * @param fingerprint SHA-256 in base64url of the refused token; null when the caller didn't say
   */
  record OtherThan(String fingerprint) implements Demand {
    @Override
    public boolean satisfiedBy(HeldToken stored, Instant now) {
      return stored.usableAt(now)
          && fingerprint != null
          && !fingerprint.equals(fingerprint(stored.value()));
    }

    private static String fingerprint(String token) {
      try {
        return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8)));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }
}

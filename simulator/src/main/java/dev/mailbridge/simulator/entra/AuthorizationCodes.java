package dev.mailbridge.simulator.entra;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Codes that the redirect carried: each good once, for ten minutes. */
final class AuthorizationCodes {
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  /** A PKCE challenge (RFC 7636). */
  record Challenge(String value, String method) {
    boolean metBy(String verifier) {
      try {
        String derived =
            method.equals("plain")
                ? verifier
                : Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                        MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        return derived.equals(value);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private record Code(
      AuthorizedUser authorized,
      String redirectUri,
      Optional<Challenge> challenge,
      Instant expiresAt) {}

  private final Map<String, Code> codes = new ConcurrentHashMap<>();
  private final Map<String, Instant> redeemed = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final Clock clock;

  AuthorizationCodes(Clock clock) {
    this.clock = clock;
  }

  String issue(AuthorizedUser authorized, String redirectUri, Optional<Challenge> challenge) {
    byte[] octets = new byte[240];
    random.nextBytes(octets);
    String code = "1.AXYA" + Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    codes.put(code, new Code(authorized, redirectUri, challenge, clock.instant().plus(LIFETIME)));
    return code;
  }

  Optional<String> userOf(String code) {
    return Optional.ofNullable(codes.get(code)).map(found -> found.authorized().userId());
  }

  AuthorizedUser redeem(
      String code, String clientId, String redirectUri, Optional<String> verifier) {
    Code found = codes.get(code);
    if (found == null) {
      throw redeemed.containsKey(code) ? Aadsts.of(54005) : Aadsts.of(70000);
    }
    if (!clock.instant().isBefore(found.expiresAt())) {
      throw Aadsts.of(70008);
    }
    if (!found.authorized().clientId().equalsIgnoreCase(clientId)) {
      throw Aadsts.of(70000, "Provided grant was issued to another application.");
    }
    if (!found.redirectUri().equals(redirectUri)) {
      throw Aadsts.of(500112);
    }
    if (found.challenge().isPresent()
        && !verifier.map(found.challenge().get()::metBy).orElse(false)) {
      throw Aadsts.of(501481);
    }
    if (codes.remove(code) == null) {
      throw Aadsts.of(54005);
    }
    redeemed.put(code, clock.instant());
    return found.authorized();
  }
}

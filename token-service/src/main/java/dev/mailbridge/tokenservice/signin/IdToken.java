package dev.mailbridge.tokenservice.signin;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who signed in. The ID token came straight from the token endpoint over TLS, which is why OpenID
 * Connect Core (section 3.1.3.7, number 6) lets the signature be taken on trust; audience, end and
 * nonce are checked.
 */
record IdToken(List<String> accounts) {
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  IdToken {
    accounts = List.copyOf(accounts);
  }

  /**
   * @param nonce null where none was sent
   * @throws InvalidException with what is wrong
   */
  static IdToken read(String token, String clientId, String nonce, boolean microsoft, Instant now) {
    try {
      JWTClaimsSet claims = JWTParser.parse(token).getJWTClaimsSet();
      if (claims == null) {
        throw new InvalidException("it holds no claims");
      }
      check(claims.getAudience().contains(clientId), "it was made for another app");
      check(
          nonce == null || nonce.equals(claims.getStringClaim("nonce")),
          "it belongs to another sign-in");
      check(
          claims.getExpirationTime() != null
              && claims.getExpirationTime().toInstant().plus(CLOCK_SKEW).isAfter(now),
          "it has expired: compare the clocks");
      return new IdToken(accounts(claims, microsoft));
    } catch (ParseException _) {
      throw new InvalidException("it can't be read");
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new InvalidException(otherwise);
    }
  }

  /** At Microsoft the email claim is whatever someone entered: it proves nothing there. */
  private static List<String> accounts(JWTClaimsSet claims, boolean microsoft)
      throws ParseException {
    List<String> accounts = new ArrayList<>();
    Optional.ofNullable(claims.getStringClaim("preferred_username")).ifPresent(accounts::add);
    Optional.ofNullable(claims.getStringClaim("upn")).ifPresent(accounts::add);
    boolean verified = !Boolean.FALSE.equals(claims.getBooleanClaim("email_verified"));
    if (!microsoft && verified) {
      Optional.ofNullable(claims.getStringClaim("email")).ifPresent(accounts::add);
    }
    return accounts;
  }

  boolean isOf(String account) {
    return accounts.stream().anyMatch(account::equalsIgnoreCase);
  }

  String shown() {
    return accounts.isEmpty() ? "an account without a name" : accounts.getLast();
  }

  static final class InvalidException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidException(String message) {
      super(message);
    }
  }
}

package dev.mailbridge.tokenservice.signin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** Values that can't be guessed (256 bits), and the hashes by which they are recognised. */
final class RandomText {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int OCTETS = 32;

  private RandomText() {}

  static String next() {
    byte[] octets = new byte[OCTETS];
    RANDOM.nextBytes(octets);
    return BASE64.encodeToString(octets);
  }

  /** SHA-256 in base64url: also the S256 code challenge of RFC 7636. */
  static String hash(String text) {
    try {
      return BASE64.encodeToString(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

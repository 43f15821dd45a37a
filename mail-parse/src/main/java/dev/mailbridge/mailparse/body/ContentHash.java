package dev.mailbridge.mailparse.body;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The hash that tells two mails apart whatever a transport did to line ends, folding, boundaries,
 * transfer encodings and trace headers: white space of text doesn't count.
 */
final class ContentHash {
  private final MessageDigest digest = Sha256.digest();

  void field(String value) {
    if (value != null) {
      text(value.getBytes(StandardCharsets.UTF_8));
    }
    digest.update((byte) '\n');
  }

  void text(byte[] octets) {
    byte[] solid = new byte[octets.length];
    int length = 0;
    for (byte octet : octets) {
      // Without a branch that every word would mispredict.
      solid[length] = octet;
      length += (octet & 0xff) > ' ' ? 1 : 0;
    }
    digest.update(solid, 0, length);
    digest.update((byte) '\n');
  }

  void attachment(String sha256) {
    digest.update(sha256.getBytes(StandardCharsets.US_ASCII));
  }

  String value() {
    return Sha256.hex(digest);
  }
}

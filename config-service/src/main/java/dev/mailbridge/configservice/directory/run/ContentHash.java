package dev.mailbridge.configservice.directory.run;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Whether two events say the same. */
final class ContentHash {
  private ContentHash() {}

  static String of(byte[] event) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(event));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

package dev.mailbridge.content;

import java.security.SecureRandom;

/** 130 random bits: no two instances choose the same. */
final class RandomName {
  private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomName() {}

  static String next() {
    StringBuilder name = new StringBuilder(26);
    for (int i = 0; i < 26; i++) {
      name.append(BASE32[RANDOM.nextInt(BASE32.length)]);
    }
    return name.toString();
  }
}

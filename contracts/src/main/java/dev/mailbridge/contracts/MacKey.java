package dev.mailbridge.contracts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key for message authentication codes in Message-IDs (HMAC-SHA-256). token-service makes and
 * rotates them; old ones verify for two years.
 *
 * @param id 1 to 8 letters or digits
 * @param secret 32 octets
 */
public record MacKey(String id, byte[] secret) {
  public MacKey {
    if (id == null || !id.matches("[A-Za-z0-9]{1,8}")) {
      throw new IllegalArgumentException("a MAC key's id has 1 to 8 letters or digits");
    }
    if (secret == null || secret.length != 32) {
      throw new IllegalArgumentException("a MAC key has 32 octets");
    }
    secret = secret.clone();
  }

  @Override
  public byte[] secret() {
    return secret.clone();
  }

  byte[] sign(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MacKey key
        && id.equals(key.id)
        && MessageDigest.isEqual(secret, key.secret);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "MacKey[id=" + id + ", secret=***]";
  }
}

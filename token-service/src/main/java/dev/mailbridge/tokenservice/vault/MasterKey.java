package dev.mailbridge.tokenservice.vault;

import com.google.crypto.tink.Aead;

/** Wraps data keys. A key management service joins here with another implementation. */
public interface MasterKey {
  /** Encrypts with the primary key, decrypts with any that was not removed. */
  Aead aead();

  /** Makes a new primary key; the older ones go on decrypting. */
  void rotate();

  /** Removes every key but the primary one; what they sealed can't be opened any more. */
  void removeOld();
}

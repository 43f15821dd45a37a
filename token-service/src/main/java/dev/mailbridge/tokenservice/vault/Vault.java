package dev.mailbridge.tokenservice.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * Seals secrets for the database: envelope encryption, each value under a data key of its own. A
 * ciphertext is bound to its row and column by the associated data: moved elsewhere it can't be
 * opened.
 */
@ApplicationScoped
public class Vault {
  private final MasterKey masterKey;

  Vault(MasterKey masterKey) {
    this.masterKey = masterKey;
  }

  /**
   * @param place where the ciphertext will lie, such as {@code grant/support/refresh-token}
   */
  public byte[] seal(String secret, String place) {
    try {
      return envelope().encrypt(bytes(secret), bytes(place));
    } catch (GeneralSecurityException e) {
      throw new VaultException("%s can't be sealed.".formatted(place), e);
    }
  }

  /**
   * @throws VaultException when the ciphertext was altered, moved from another place or sealed
   *     under another master key
   */
  public String open(byte[] sealed, String place) {
    try {
      return new String(envelope().decrypt(sealed, bytes(place)), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new VaultException(
          "%s can't be opened: the master key is another one than it was sealed with, or the row was altered."
              .formatted(place),
          e);
    }
  }

  private Aead envelope() throws GeneralSecurityException {
    return KmsEnvelopeAead.create(PredefinedAeadParameters.AES256_GCM, masterKey.aead());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

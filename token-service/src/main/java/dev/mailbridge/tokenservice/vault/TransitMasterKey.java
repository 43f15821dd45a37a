package dev.mailbridge.tokenservice.vault;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The master key in the transit engine of HashiCorp Vault or OpenBao: it wraps and unwraps data
 * keys there, and each use is in its audit log.
 *
 * @see <a href="https://developer.hashicorp.com/vault/api-docs/secret/transit">Transit API</a>
 */
final class TransitMasterKey implements MasterKey {
  private static final Logger LOG = Logger.getLogger(TransitMasterKey.class);
  private final TransitClient client;
  private final Optional<MasterKey> before;
  private final Aead aead = new TransitAead();

  /**
   * @param before opens what was sealed before the move to the transit engine; a rotation seals all
   *     of it anew
   */
  TransitMasterKey(TransitClient client, Optional<MasterKey> before) {
    this.client = client;
    this.before = before;
  }

  @Override
  public Aead aead() {
    return aead;
  }

  @Override
  public void rotate() {
    client.rotate();
  }

  @Override
  public void removeOld() {
    int latest = client.latestVersion();
    client.decryptNothingBefore(latest);
    LOG.infof("The transit key decrypts nothing before version %d from now on.", latest);
  }

  private final class TransitAead implements Aead {
    @Override
    public byte[] encrypt(byte[] plaintext, byte[] associatedData) {
      String ciphertext =
          client
              .encrypt(request("plaintext", base64(plaintext), associatedData))
              .path("ciphertext")
              .asText();
      return ciphertext.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] decrypt(byte[] ciphertext, byte[] associatedData)
        throws GeneralSecurityException {
      String text = new String(ciphertext, StandardCharsets.US_ASCII);
      if (!text.startsWith("vault:v")) {
        return before
            .orElseThrow(
                () ->
                    new GeneralSecurityException(
                        "sealed under a key that isn't in the transit engine"))
            .aead()
            .decrypt(ciphertext, associatedData);
      }
      return Base64.getDecoder()
          .decode(
              client
                  .decrypt(request("ciphertext", text, associatedData))
                  .path("plaintext")
                  .asText());
    }

    private static Map<String, String> request(String name, String value, byte[] associatedData) {
      Map<String, String> request = new HashMap<>();
      request.put(name, value);
      if (associatedData != null && associatedData.length > 0) {
        request.put("associated_data", base64(associatedData));
      }
      return request;
    }

    private static String base64(byte[] octets) {
      return Base64.getEncoder().encodeToString(octets);
    }
  }
}

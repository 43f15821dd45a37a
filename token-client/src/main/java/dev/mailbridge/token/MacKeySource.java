package dev.mailbridge.token;

import dev.mailbridge.contracts.MacKey;
import java.util.Optional;

/** The keys that sign and verify ticket references in Message-IDs; held in memory. */
public interface MacKeySource {
  /**
   * @throws IllegalStateException when token-service was never reached
   */
  MacKey signingKey();

  /** Empty when no such key exists, or none that still verifies. */
  Optional<MacKey> verificationKey(String id);
}

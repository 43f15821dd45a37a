package dev.mailbridge.configservice.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailbridge.configservice.tokenservice.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An app's secrets from the secrets directory: in a file named as the registration, and the next
 * one with {@code .next} behind that.
 *
 * @param present null when there is no file, or token-service has it already
 * @param next the same for the one that takes over when the first is refused
 */
record AppSecrets(String present, String next) {
  private static final int HINT = 3;

  /**
   * @param before null when the registration is new
   */
  static AppSecrets of(Optional<Path> folder, String registration, Registration before) {
    return new AppSecrets(
        fresh(folder, registration, before == null ? null : before.credential()),
        fresh(folder, registration + ".next", before == null ? null : before.nextCredential()));
  }

  /** token-service tells a secret's last characters: those of a renewed one are others. */
  private static String fresh(Optional<Path> folder, String name, Registration.Credential known) {
    Path file = folder.map(one -> one.resolve(name)).orElse(null);
    if (file == null || !Files.isRegularFile(file)) {
      return null;
    }
    String secret;
    try {
      secret = Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read the secret's file " + file, e);
    }
    boolean same =
        known != null
            && "secret".equals(known.type())
            && (known.hint() == null || secret.endsWith(known.hint()));
    return same ? null : secret;
  }

  boolean none() {
    return present == null && next == null;
  }

  /** For the list of differences: which, and how they end. */
  void describe(ObjectNode app) {
    if (present != null) {
      app.put("credential", "ends in " + end(present));
    }
    if (next != null) {
      app.put("nextCredential", "ends in " + end(next));
    }
  }

  private static String end(String secret) {
    return secret.length() < 4 * HINT ? "…" : secret.substring(secret.length() - HINT);
  }

  @Override
  public String toString() {
    return "AppSecrets[***]";
  }
}

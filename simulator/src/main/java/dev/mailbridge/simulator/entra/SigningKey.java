package dev.mailbridge.simulator.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.Optional;

/** The key that tokens are signed with, kept in the state folder. */
public final class SigningKey {
  private SigningKey() {}

  /** Reads the key, or makes one. */
  public static RSAKey open(Optional<Path> stateDirectory) {
    try {
      Optional<Path> file = stateDirectory.map(folder -> folder.resolve("signing-key.json"));
      if (file.isPresent() && Files.exists(file.get())) {
        return RSAKey.parse(Files.readString(file.get()));
      }
      RSAKey key =
          new RSAKeyGenerator(2048)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.RS256)
              .keyIDFromThumbprint(true)
              .generate();
      if (file.isPresent()) {
        Files.createDirectories(file.get().getParent());
        Files.createFile(
            file.get(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file.get(), key.toJSONString());
      }
      return key;
    } catch (IOException | ParseException | JOSEException e) {
      throw new IllegalStateException(
          "The simulator's signing key could not be made or read: " + e.getMessage(), e);
    }
  }
}

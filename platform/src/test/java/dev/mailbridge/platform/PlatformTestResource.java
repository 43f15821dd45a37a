package dev.mailbridge.platform;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** Keys of two services and of the operator, and an identity provider's public key. */
public class PlatformTestResource implements QuarkusTestResourceLifecycleManager {
  static final String POLLER_KEY = "poller-key-poller-key-poller-key-1";
  static final String OPERATOR_KEY = "operator-key-operator-key-operator-1";
  static final String PRIVATE_KEY_PROPERTY = "platform.test.private-key";

  @Override
  public Map<String, String> start() {
    try {
      Path keys = Files.createTempDirectory("keys");
      Files.writeString(keys.resolve("imap-poller"), POLLER_KEY + "\n");
      Path operator = Files.writeString(keys.resolve("operator.key"), OPERATOR_KEY);
      KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
      System.setProperty(PRIVATE_KEY_PROPERTY, base64(pair.getPrivate().getEncoded()));
      return Map.of(
          "mail-bridge.keys.directory",
          keys.toString(),
          "mail-bridge.keys.operator-key-file",
          operator.toString(),
          "mail-bridge.keys.subjects.\"system:serviceaccount:mail:sender\"",
          "smtp-sender",
          "quarkus.oidc.tenant-enabled",
          "true",
          "quarkus.oidc.public-key",
          base64(pair.getPublic().getEncoded()),
          "quarkus.oidc.token.audience",
          "token-service");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }

  @Override
  public void stop() {
    System.clearProperty(PRIVATE_KEY_PROPERTY);
  }
}

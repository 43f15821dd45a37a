package dev.mailbridge.platform.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The keys by which services and operator scripts are recognised; read once, at start. */
@ApplicationScoped
public class ServiceKeys {
  private static final int MIN_LENGTH = 32;
  private static final List<String> SERVICES =
      List.of(Roles.CONFIG_SERVICE, Roles.TOKEN_SERVICE, Roles.IMAP_POLLER, Roles.SMTP_SENDER);

  private final ServiceKeysConfig config;
  private final String serviceName;
  private final Map<String, byte[]> keys = new HashMap<>();

  ServiceKeys(
      ServiceKeysConfig config,
      @ConfigProperty(name = "quarkus.application.name") String serviceName) {
    this.config = config;
    this.serviceName = serviceName;
    config
        .directory()
        .ifPresent(
            directory ->
                SERVICES.stream()
                    .filter(service -> Files.exists(directory.resolve(service)))
                    .forEach(service -> keys.put(service, read(directory.resolve(service)))));
    config.operatorKeyFile().ifPresent(file -> keys.put(Roles.OPERATOR, read(file)));
  }

  /** Who has this key: a service's name, or {@link Roles#OPERATOR}. */
  Optional<String> holder(String key) {
    byte[] given = key.getBytes(StandardCharsets.UTF_8);
    // No early exit: the time taken must not tell which key came close.
    String holder = null;
    for (Map.Entry<String, byte[]> entry : keys.entrySet()) {
      if (MessageDigest.isEqual(entry.getValue(), given)) {
        holder = entry.getKey();
      }
    }
    return Optional.ofNullable(holder);
  }

  /**
   * The value of the {@code Authorization} header of this service's own calls to another one; asked
   * for anew at each call, since a projected token is replaced in place.
   *
   * @param callee its name, such as {@link Roles#TOKEN_SERVICE}
   * @throws IllegalStateException when this service has neither a token for it nor a key
   */
  public String authorizationFor(String callee) {
    return "Bearer "
        + config
            .tokenDirectory()
            .map(directory -> text(directory.resolve(callee)))
            .orElseGet(this::ownKey);
  }

  private String ownKey() {
    byte[] own = keys.get(serviceName);
    if (own == null) {
      throw new IllegalStateException(
          "No key for %s: set mail-bridge.keys.directory to a folder that has a file %s."
              .formatted(serviceName, serviceName));
    }
    return new String(own, StandardCharsets.UTF_8);
  }

  Set<String> holders() {
    return Set.copyOf(keys.keySet());
  }

  private static byte[] read(Path file) {
    byte[] key = text(file).getBytes(StandardCharsets.UTF_8);
    if (key.length < MIN_LENGTH) {
      throw new IllegalStateException(
          "The key in %s has fewer than %d characters: make a longer one."
              .formatted(file, MIN_LENGTH));
    }
    return key;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read the key file " + file, e);
    }
  }

  @Override
  public String toString() {
    return "ServiceKeys" + holders();
  }
}

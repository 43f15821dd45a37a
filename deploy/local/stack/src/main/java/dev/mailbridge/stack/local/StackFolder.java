package dev.mailbridge.stack.local;

import dev.mailbridge.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the stack keeps its state: everything lies below one folder. */
public record StackFolder(Path root) {
  private static final List<String> SERVICES =
      List.of("config-service", "token-service", "imap-poller", "smtp-sender");

  public StackFolder {
    root = root.toAbsolutePath().normalize();
  }

  public Path log(String process) {
    return root.resolve("logs").resolve(process + ".log");
  }

  public Path keys() {
    return root.resolve("keys");
  }

  public Path operatorKey() {
    return root.resolve("service-key");
  }

  public Path administratorPassword() {
    return root.resolve("admin-password");
  }

  public Path content() {
    return root.resolve("content");
  }

  public Path kafka() {
    return root.resolve("kafka");
  }

  public Path postgresql() {
    return root.resolve("postgresql");
  }

  public Path simulator() {
    return root.resolve("simulator");
  }

  public Path tokenService() {
    return root.resolve("token-service");
  }

  Path lock() {
    return root.resolve("lock");
  }

  /** Makes what is missing; keys are readable by their user alone and stay as they are. */
  void prepare() throws IOException {
    Files.createDirectories(root);
    for (Path folder : List.of(keys(), content(), simulator(), tokenService())) {
      Files.createDirectories(folder);
    }
    Files.setPosixFilePermissions(keys(), PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(tokenService(), PosixFilePermissions.fromString("rwx------"));
    for (String service : SERVICES) {
      makeKey(keys().resolve(service));
    }
    makeKey(operatorKey());
  }

  /** Removes all state. */
  public void delete() {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new StackException("Can't delete %s: %s".formatted(root, e.getMessage()), e);
    }
  }

  private static void makeKey(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(key) + "\n");
  }
}

package dev.mailbridge.configservice.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.jboss.logging.Logger;

/** The file with the first password. */
@ApplicationScoped
class AdminPasswordFile {
  private static final Logger LOG = Logger.getLogger(AdminPasswordFile.class);

  /** Without what is easily mistaken for another: 0 O, 1 l I. */
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final int LENGTH = 20;

  private final Path file;
  private final TransactionSynchronizationRegistry transactions;

  @Inject
  AdminPasswordFile(AdminConfig config, TransactionSynchronizationRegistry transactions) {
    this(config.passwordFile(), transactions);
  }

  AdminPasswordFile(Path file, TransactionSynchronizationRegistry transactions) {
    this.file = file.toAbsolutePath();
    this.transactions = transactions;
  }

  /** The password in the file, which is made when it isn't there. */
  String readOrMake() {
    try {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
      Files.createDirectories(file.getParent());
      FileAttribute<?> ownerOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      String password = generate();
      // Made with its mode, so that nobody can read it in between.
      Files.createFile(file, ownerOnly);
      Files.writeString(file, password + "\n");
      return password;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Can't read or write the administrator's password file " + file, e);
    }
  }

  void deleteAfterCommit() {
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              delete();
            }
          }
        });
  }

  private void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warnf(e, "The file %s with the old password can't be deleted: delete it by hand", file);
    }
  }

  Path file() {
    return file;
  }

  private static String generate() {
    SecureRandom random = new SecureRandom();
    StringBuilder password = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }
}

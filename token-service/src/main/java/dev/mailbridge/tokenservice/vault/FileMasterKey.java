package dev.mailbridge.tokenservice.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import org.jboss.logging.Logger;

/**
 * The master key as a Tink keyset in a file, read again whenever the file was replaced: another
 * replica may have rotated it.
 */
final class FileMasterKey implements MasterKey {
  private static final Logger LOG = Logger.getLogger(FileMasterKey.class);

  private final Path file;
  private Loaded loaded;

  private record Loaded(FileTime modified, KeysetHandle keys, Aead aead) {}

  FileMasterKey(Path file, boolean create) {
    this.file = file;
    try {
      AeadConfig.register();
      if (create && Files.notExists(file)) {
        write(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
        LOG.infof("A new master key was made: %s. Keep a copy of it in a safe place.", file);
      }
    } catch (GeneralSecurityException e) {
      throw new VaultException("The master key can't be made.", e);
    }
  }

  @Override
  public Aead aead() {
    return load().aead();
  }

  @Override
  public synchronized void rotate() {
    try {
      write(
          KeysetHandle.newBuilder(load().keys())
              .addEntry(
                  KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                      .withRandomId()
                      .makePrimary())
              .build());
    } catch (GeneralSecurityException e) {
      throw new VaultException("The master key can't be rotated.", e);
    }
  }

  @Override
  public synchronized void removeOld() {
    try {
      KeysetHandle.Builder keys = KeysetHandle.newBuilder(load().keys());
      for (int i = keys.size() - 1; i >= 0; i--) {
        if (!keys.getAt(i).isPrimary()) {
          keys.deleteAt(i);
        }
      }
      write(keys.build());
    } catch (GeneralSecurityException e) {
      throw new VaultException("Old master keys can't be removed.", e);
    }
  }

  private synchronized Loaded load() {
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      if (loaded == null || !loaded.modified().equals(modified)) {
        KeysetHandle keys =
            TinkJsonProtoKeysetFormat.parseKeyset(
                Files.readString(file), InsecureSecretKeyAccess.get());
        Aead aead = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
        loaded = new Loaded(modified, keys, aead);
      }
      return loaded;
    } catch (IOException | GeneralSecurityException e) {
      throw new VaultException(
          "The master key %s can't be read: put the file back, or set mail-bridge.master-key.create=true for a new installation."
              .formatted(file),
          e);
    }
  }

  /** Whole or not at all, and never readable by others. */
  private void write(KeysetHandle keys) {
    try {
      String json = TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get());
      Path target = file.toAbsolutePath();
      Files.createDirectories(target.getParent());
      Path next = target.resolveSibling(target.getFileName() + ".next");
      Files.deleteIfExists(next);
      if (Files.getFileStore(target.getParent()).supportsFileAttributeView("posix")) {
        Files.createFile(
            next,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(next, json, StandardOpenOption.CREATE, StandardOpenOption.SYNC);
      Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      loaded = null;
    } catch (IOException | GeneralSecurityException e) {
      throw new VaultException("The master key %s can't be written.".formatted(file), e);
    }
  }
}

package dev.mailbridge.tokenservice.vault;

import dev.mailbridge.platform.tls.TrustedAuthorities;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Chooses who keeps the master key. */
class MasterKeys {
  @Produces
  @ApplicationScoped
  MasterKey masterKey(MasterKeyConfig config, TrustedAuthorities authorities) {
    return switch (config.keeper()) {
      case FILE ->
          new FileMasterKey(
              config
                  .file()
                  .orElseThrow(
                      () ->
                          new VaultException(
                              "mail-bridge.master-key.file is missing: name the file of the master key, or set mail-bridge.master-key.keeper=transit.")),
              config.create());
      case TRANSIT ->
          new TransitMasterKey(
              new TransitClient(config.transit(), authorities),
              // For the move from the file: see ADR 24.
              config.file().map(file -> new FileMasterKey(file, false)));
    };
  }
}

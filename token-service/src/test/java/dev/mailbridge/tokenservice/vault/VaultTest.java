package dev.mailbridge.tokenservice.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
  @TempDir Path folder;
  private FileMasterKey masterKey;
  private Vault vault;

  @BeforeEach
  void start() {
    masterKey = masterKey("master-key.json", true);
    vault = new Vault(masterKey);
  }

  @Test
  void shouldOpenWhatItSealedWhenThePlaceIsTheSame() {
    byte[] sealed = vault.seal("a refresh token ä€", "grant/support/refresh-token");

    assertThat(vault.open(sealed, "grant/support/refresh-token")).isEqualTo("a refresh token ä€");
  }

  @Test
  void shouldSealUnlikeEachTimeWhenTheSecretIsTheSame() {
    assertThat(vault.seal("same", "place")).isNotEqualTo(vault.seal("same", "place"));
  }

  @Test
  void shouldNotOpenWhenTheCiphertextWasMovedToAnotherRow() {
    byte[] sealed = vault.seal("secret", "grant/support/refresh-token");

    assertThatThrownBy(() -> vault.open(sealed, "grant/sales/refresh-token"))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("grant/sales/refresh-token");
  }

  @Test
  void shouldNotOpenWhenAnyOctetWasAltered() {
    byte[] sealed = vault.seal("secret", "place");
    for (int i = 0; i < sealed.length; i++) {
      byte[] altered = sealed.clone();
      altered[i] ^= 1;
      assertThatThrownBy(() -> vault.open(altered, "place")).isInstanceOf(VaultException.class);
    }
  }

  @Test
  void shouldNotOpenWhenTheMasterKeyIsAnotherOne() {
    byte[] sealed = vault.seal("secret", "place");
    Vault other = new Vault(masterKey("other.json", true));

    assertThatThrownBy(() -> other.open(sealed, "place")).isInstanceOf(VaultException.class);
  }

  @Test
  void shouldOpenOldCiphertextsWhenTheMasterKeyWasRotatedElsewhere() {
    // Given two replicas on one file
    byte[] before = vault.seal("before", "place");
    FileMasterKey replica = masterKey("master-key.json", false);
    Vault there = new Vault(replica);
    assertThat(there.open(before, "place")).isEqualTo("before");

    // When
    masterKey.rotate();
    byte[] after = vault.seal("after", "place");

    // Then
    assertThat(there.open(after, "place")).isEqualTo("after");
    assertThat(there.open(before, "place")).isEqualTo("before");
    masterKey.removeOld();
    assertThat(vault.open(after, "place")).isEqualTo("after");
    assertThatThrownBy(() -> vault.open(before, "place")).isInstanceOf(VaultException.class);
  }

  @Test
  void shouldMakeAFileThatOnlyItsUserReadsWhenThereIsNone() throws Exception {
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("master-key.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldSayWhatToDoWhenTheFileIsMissing() {
    Vault without = new Vault(masterKey("missing.json", false));

    assertThatThrownBy(() -> without.seal("secret", "place"))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("mail-bridge.master-key.create");
  }

  private FileMasterKey masterKey(String name, boolean create) {
    return new FileMasterKey(folder.resolve(name), create);
  }
}

package dev.mailbridge.stack.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFolderTest {
  @TempDir private Path folder;

  @Test
  void shouldMakeKeysOnceThatOnlyTheirUserReads() throws IOException {
    // Given
    StackFolder state = new StackFolder(folder.resolve("state"));
    // When
    state.prepare();
    String key = Files.readString(state.operatorKey());
    state.prepare();
    // Then
    assertThat(Files.readString(state.operatorKey())).isEqualTo(key).hasSizeGreaterThan(32);
    assertThat(Files.getPosixFilePermissions(state.operatorKey()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(state.keys().resolve("imap-poller")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void shouldLeaveNothingWhenDeleted() throws IOException {
    // Given
    StackFolder state = new StackFolder(folder.resolve("state"));
    state.prepare();
    // When
    state.delete();
    // Then
    assertThat(state.root()).doesNotExist();
  }
}

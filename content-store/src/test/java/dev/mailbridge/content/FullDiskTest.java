package dev.mailbridge.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mailbridge.contracts.ContentRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real disk of 2 MiB; needs the right to mount one. */
class FullDiskTest {
  private static final int TOO_MUCH = 3 * 1024 * 1024;
  @TempDir private Path disk;
  private ContentStore store;

  @BeforeEach
  void mount() throws Exception {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()) == 0,
        "Skipped: mounting a small disk needs root on Linux.");
    store = new FolderContentStore(disk.resolve("content"), Clock.systemUTC(), 0);
  }

  @AfterEach
  void unmount() throws Exception {
    if (store != null) {
      store.close();
      run("umount", disk.toString());
    }
  }

  @Test
  void shouldSaySoAndAcknowledgeNothingWhenTheDiskIsFull() {
    // Given
    ContentRef before = ContentStoreContract.put(store, "before");

    // When
    try (ContentBatch batch = store.openBatch()) {
      batch.put("small".getBytes(UTF_8));
      assertThatExceptionOfType(ContentException.Full.class)
          .isThrownBy(() -> batch.put(new byte[TOO_MUCH]))
          .withMessageContaining("free space");

      // Then
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(batch::commit);
    }
    assertThat(store.read(before)).asString(UTF_8).isEqualTo("before");
  }

  @Test
  void shouldWorkAgainWhenTheFailedBatchIsClosed() throws IOException {
    // Given
    try (ContentBatch batch = store.openBatch()) {
      assertThatExceptionOfType(ContentException.Full.class)
          .isThrownBy(() -> batch.put(new ByteArrayInputStream(new byte[TOO_MUCH])));
    }

    // When
    ContentRef after = ContentStoreContract.put(store, "x".repeat(1024 * 1024));

    // Then
    assertThat(store.size(after)).isEqualTo(1024 * 1024);
  }

  private static int run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}

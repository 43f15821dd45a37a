package dev.mailbridge.imappoller.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mailbridge.content.ContentBatch;
import dev.mailbridge.content.ContentException;
import dev.mailbridge.content.ContentStore;
import dev.mailbridge.content.FolderContentStore;
import dev.mailbridge.contracts.ContentRef;
import dev.mailbridge.testkit.MutableClock;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentRetentionTest {
  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-25T08:00:00Z"));
  @TempDir private Path folder;

  @Test
  void shouldDeleteWhatIsOlderThanTheDaysThatAreConfigured() {
    try (ContentStore store = new FolderContentStore(folder, clock)) {
      // Given
      ContentRef old = put(store);
      clock.advance(Duration.ofDays(8));
      ContentRef fresh = put(store);

      // When
      new ContentRetention(store, config(Optional.of(7))).run();

      // Then
      assertThatExceptionOfType(ContentException.NotFound.class).isThrownBy(() -> store.open(old));
      assertThat(store.read(fresh)).hasSize(10);
    }
  }

  @Test
  void shouldKeepEverythingWhenNoDaysAreConfigured() {
    try (ContentStore store = new FolderContentStore(folder, clock)) {
      ContentRef old = put(store);
      clock.advance(Duration.ofDays(4000));

      new ContentRetention(store, config(Optional.empty())).run();

      assertThat(store.read(old)).hasSize(10);
    }
  }

  private static ContentRef put(ContentStore store) {
    try (ContentBatch batch = store.openBatch()) {
      ContentRef ref = batch.put(new byte[10]);
      batch.commit();
      return ref;
    }
  }

  private ContentConfig config(Optional<Integer> days) {
    SmallRyeConfigBuilder config =
        new SmallRyeConfigBuilder()
            .withMapping(ContentConfig.class)
            .withDefaultValue("mail-bridge.content.directory", folder.toString());
    days.ifPresent(
        number -> config.withDefaultValue("mail-bridge.content.retention-days", number.toString()));
    return config.build().getConfigMapping(ContentConfig.class);
  }
}

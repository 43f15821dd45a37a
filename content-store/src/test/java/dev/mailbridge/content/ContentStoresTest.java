package dev.mailbridge.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentStoresTest {
  private static final S3Settings S3 =
      new S3Settings("bucket", "eu-central-1", Optional.empty(), false);
  @TempDir private Path folder;

  @Test
  void shouldOpenTheOneThatIsConfigured() {
    try (ContentStore files =
            ContentStores.open(Optional.of(folder), Optional.empty(), Clock.systemUTC());
        ContentStore bucket =
            ContentStores.open(Optional.empty(), Optional.of(S3), Clock.systemUTC())) {
      assertThat(files).isInstanceOf(FolderContentStore.class);
      assertThat(bucket).isInstanceOf(S3ContentStore.class);
    }
  }

  @Test
  void shouldNameBothSettingsWhenNotExactlyOneIsGiven() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContentStores.open(Optional.empty(), Optional.empty(), Clock.systemUTC()))
        .withMessageContaining("mail-bridge.content.directory")
        .withMessageContaining("mail-bridge.content.s3.bucket");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ContentStores.open(Optional.of(folder), Optional.of(S3), Clock.systemUTC()));
  }
}

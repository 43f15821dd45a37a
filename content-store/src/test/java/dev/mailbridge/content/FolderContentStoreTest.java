package dev.mailbridge.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mailbridge.contracts.ContentRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderContentStoreTest extends ContentStoreContract {
  @TempDir private Path folder;

  @Override
  ContentStore openStore(Clock clock) {
    return new FolderContentStore(folder.resolve("content"), clock);
  }

  @Override
  void damage(ContentRef ref) throws IOException {
    SegmentRef at = SegmentRef.parse(ref);
    try (FileChannel segment =
        FileChannel.open(at.file(folder.resolve("content")), StandardOpenOption.WRITE)) {
      segment.write(ByteBuffer.wrap("*".getBytes(UTF_8)), at.offset() + EntryHeader.SIZE);
    }
  }

  @Test
  void shouldAppendToOneSegmentWhenBatchesFollowEachOther() throws IOException {
    // When
    try (ContentStore store = openStore(Clock.systemUTC())) {
      for (int i = 0; i < 20; i++) {
        put(store, "mail " + i);
      }
    }

    // Then
    assertThat(segments()).hasSize(1);
  }

  @Test
  void shouldWriteToSegmentsOfTheirOwnWhenTwoBatchesAreOpen() throws IOException {
    try (ContentStore store = openStore(Clock.systemUTC());
        ContentBatch one = store.openBatch();
        ContentBatch other = store.openBatch()) {
      // When
      SegmentRef first = SegmentRef.parse(one.put(new byte[1]));
      SegmentRef second = SegmentRef.parse(other.put(new byte[1]));

      // Then
      assertThat(first.segment()).isNotEqualTo(second.segment());
    }
  }

  @Test
  void shouldStartASegmentWhenTheLastIsFull() throws IOException {
    try (ContentStore store = openStore(Clock.systemUTC());
        ContentBatch batch = store.openBatch()) {
      // When
      ContentRef large = batch.put(new Pattern(65 * 1024 * 1024));
      ContentRef next = batch.put(new byte[1]);
      batch.commit();

      // Then
      assertThat(SegmentRef.parse(large).segment()).isNotEqualTo(SegmentRef.parse(next).segment());
      assertThat(store.size(large)).isEqualTo(65 * 1024 * 1024);
      assertThat(store.read(next)).hasSize(1);
    }
  }

  @Test
  void shouldStartASegmentWhenTheDayHasChanged() {
    // Given
    SettableClock clock = new SettableClock();
    try (ContentStore store = openStore(clock)) {
      SegmentRef today = SegmentRef.parse(put(store, "today"));

      // When
      clock.advance(Duration.ofDays(1));
      SegmentRef tomorrow = SegmentRef.parse(put(store, "tomorrow"));

      // Then
      assertThat(tomorrow.day()).isGreaterThan(today.day());
    }
  }

  @Test
  void shouldReadWhatWasCommittedWhenTheSegmentEndsTorn() throws IOException {
    // Given
    try (ContentStore store = openStore(Clock.systemUTC())) {
      ContentRef committed = put(store, "committed");
      SegmentRef at = SegmentRef.parse(committed);
      Path segment = at.file(folder.resolve("content"));
      long end = Files.size(segment);
      SegmentRef torn = new SegmentRef(at.day(), at.segment(), end, 1000, at.sha256());

      // When
      Files.write(segment, new byte[500], StandardOpenOption.APPEND);

      // Then
      assertThat(store.read(committed)).asString(UTF_8).isEqualTo("committed");
      assertThatExceptionOfType(ContentException.Damaged.class)
          .isThrownBy(() -> store.read(torn.toContentRef()));
    }
  }

  @Test
  void shouldLeaveNoFileWhenNothingWasCommitted() throws IOException {
    try (ContentStore store = openStore(Clock.systemUTC());
        ContentBatch batch = store.openBatch()) {
      batch.put(new byte[10]);
    }

    assertThat(segments()).isEmpty();
  }

  @Test
  void shouldRefuseTheBatchWhenLessThanTheReserveIsFree() {
    try (ContentStore store =
        new FolderContentStore(folder.resolve("content"), Clock.systemUTC(), Long.MAX_VALUE)) {
      assertThatExceptionOfType(ContentException.Full.class)
          .isThrownBy(store::openBatch)
          .withMessageContaining("free space");
    }
  }

  @Test
  void shouldLeaveNoOctetOfAContentWhenItIsErased() throws IOException {
    // Given
    try (ContentStore store = openStore(Clock.systemUTC())) {
      ContentRef ref = put(store, "personal data");

      // When
      store.erase(ref);

      // Then
      byte[] segment = Files.readAllBytes(SegmentRef.parse(ref).file(folder.resolve("content")));
      assertThat(new String(segment, UTF_8)).doesNotContain("personal");
    }
  }

  @Test
  void shouldKeepOthersOutWhenItMakesFiles() throws IOException {
    try (ContentStore store = openStore(Clock.systemUTC())) {
      put(store, "personal data");

      assertThat(Files.getPosixFilePermissions(segments().getFirst()))
          .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    }
  }

  @Test
  void shouldNotFollowALinkWhenASegmentIsOne() throws IOException {
    // Given
    try (ContentStore store = openStore(Clock.systemUTC())) {
      SegmentRef ref = SegmentRef.parse(put(store, "content"));
      Path segment = ref.file(folder.resolve("content"));
      Path elsewhere = folder.resolve("elsewhere");
      Files.move(segment, elsewhere);

      // When
      Files.createSymbolicLink(segment, elsewhere);

      // Then
      assertThatExceptionOfType(ContentException.Unavailable.class)
          .isThrownBy(() -> store.open(ref.toContentRef()));
    }
  }

  @Test
  void shouldSayWhatToDoWhenTheFolderIsAFile() throws IOException {
    Path file = Files.createFile(folder.resolve("a-file"));

    assertThatExceptionOfType(ContentException.Unavailable.class)
        .isThrownBy(() -> new FolderContentStore(file.resolve("below"), Clock.systemUTC()))
        .withMessageContaining("check that it exists");
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("content"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}

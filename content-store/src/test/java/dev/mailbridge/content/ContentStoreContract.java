package dev.mailbridge.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.mailbridge.contracts.ContentRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every implementation keeps. */
abstract class ContentStoreContract {
  private ContentStore store;

  /** A store over the test's one place; called again, another instance over the same place. */
  abstract ContentStore openStore(Clock clock);

  /** Alters an octet of what is kept, behind the store's back. */
  abstract void damage(ContentRef ref) throws IOException;

  @BeforeEach
  void open() {
    store = openStore(Clock.systemUTC());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void shouldGiveBackWhatWasPutWhenItsHashIsKnownAlready() throws Exception {
    byte[] octets = octets(5_000);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    ContentRef ref;
    try (ContentBatch batch = store.openBatch()) {
      ref = batch.put(octets, sha256);
      batch.commit();
    }

    try (InputStream in = store.open(ref)) {
      assertThat(in.readAllBytes()).isEqualTo(octets);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 43, 262_100, 262_101, 262_144, 262_145, 6_000_000})
  void shouldGiveBackWhatWasPutWhenItHasAnyLength(int length) throws IOException {
    // Given
    byte[] octets = octets(length);

    // When
    List<ContentRef> refs = new ArrayList<>();
    try (ContentBatch batch = store.openBatch()) {
      refs.add(batch.put(octets));
      refs.add(batch.put(new ByteArrayInputStream(octets)));
      batch.commit();
    }

    // Then
    for (ContentRef ref : refs) {
      assertThat(store.read(ref)).isEqualTo(octets);
      assertThat(store.size(ref)).isEqualTo(length);
    }
  }

  @Test
  void shouldKeepContentsApartWhenManyShareABatch() {
    // Given
    List<byte[]> contents = IntStream.range(0, 200).mapToObj(i -> octets(i * 17)).toList();

    // When
    List<ContentRef> refs = putAll(store, contents);

    // Then
    assertThat(refs).doesNotHaveDuplicates();
    for (int i = 0; i < refs.size(); i++) {
      assertThat(store.read(refs.get(i))).isEqualTo(contents.get(i));
    }
  }

  @Test
  void shouldReadWhatAnotherInstanceWroteWhenBothShareThePlace() {
    try (ContentStore other = openStore(Clock.systemUTC())) {
      // When
      ContentRef ours = put(store, "ours");
      ContentRef theirs = put(other, "theirs");

      // Then
      assertThat(store.read(theirs)).asString(UTF_8).isEqualTo("theirs");
      assertThat(other.read(ours)).asString(UTF_8).isEqualTo("ours");
    }
  }

  @Test
  void shouldKeepWhatWasCommittedWhenOpenedAgain() {
    ContentRef ref = put(store, "kept");

    store.close();
    store = openStore(Clock.systemUTC());

    assertThat(store.read(ref)).asString(UTF_8).isEqualTo("kept");
  }

  @Test
  void shouldKeepEveryContentWhenManyThreadsWriteAtOnce() throws Exception {
    // Given
    List<Callable<Boolean>> writers =
        IntStream.range(0, 16).<Callable<Boolean>>mapToObj(i -> () -> writeAndCheck(i)).toList();

    // When
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> done = threads.invokeAll(writers);

      // Then
      for (Future<Boolean> writer : done) {
        assertThat(writer.get()).isTrue();
      }
    }
  }

  private boolean writeAndCheck(int writer) {
    Random random = new Random(writer);
    for (int i = 0; i < 10; i++) {
      List<byte[]> contents =
          IntStream.range(0, 10).mapToObj(j -> octets(random.nextInt(20_000))).toList();
      List<ContentRef> refs = putAll(store, contents);
      for (int j = 0; j < refs.size(); j++) {
        if (!Arrays.equals(store.read(refs.get(j)), contents.get(j))) {
          return false;
        }
      }
    }
    return true;
  }

  @Test
  void shouldGiveNothingWhenTheBatchWasNotCommitted() {
    // Given
    ContentRef ref;
    try (ContentBatch batch = store.openBatch()) {
      ref = batch.put("given up".getBytes(UTF_8));
    }

    // When
    put(store, "another, longer than the one given up");

    // Then
    assertThatExceptionOfType(ContentException.class).isThrownBy(() -> store.read(ref));
  }

  @Test
  void shouldGoOnWithTheBatchWhenASourceStreamBreaks() throws IOException {
    // Given
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(octets(700_000)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }
            });

    try (ContentBatch batch = store.openBatch()) {
      ContentRef before = batch.put("before".getBytes(UTF_8));
      // When
      assertThatIOException().isThrownBy(() -> batch.put(broken)).withMessage("connection reset");
      ContentRef after = batch.put("after".getBytes(UTF_8));
      batch.commit();

      // Then
      assertThat(store.read(before)).asString(UTF_8).isEqualTo("before");
      assertThat(store.read(after)).asString(UTF_8).isEqualTo("after");
    }
  }

  @Test
  void shouldStreamInBoundedMemoryWhenTheContentIsLarge() throws Exception {
    // Given
    long length = 200L * 1024 * 1024;
    assertThat(Runtime.getRuntime().maxMemory())
        .as("the tests' heap, see pom.xml")
        .isLessThan(length);
    DigestInputStream source =
        new DigestInputStream(new Pattern(length), MessageDigest.getInstance("SHA-256"));

    // When
    ContentRef ref;
    try (ContentBatch batch = store.openBatch()) {
      ref = batch.put(source);
      batch.commit();
    }

    // Then
    MessageDigest read = MessageDigest.getInstance("SHA-256");
    try (InputStream octets = new DigestInputStream(store.open(ref), read)) {
      octets.transferTo(OutputStream.nullOutputStream());
    }
    assertThat(store.size(ref)).isEqualTo(length);
    assertThat(read.digest()).isEqualTo(source.getMessageDigest().digest());
  }

  @Test
  void shouldRefuseToEndTheStreamWhenTheContentIsDamaged() throws IOException {
    // Given
    ContentRef ref = put(store, "a content of some length");
    ContentRef intact = put(store, "another");

    // When
    damage(ref);

    // Then
    assertThatExceptionOfType(ContentException.Damaged.class)
        .isThrownBy(() -> store.read(ref))
        .withMessageContaining(ref.value());
    assertThat(store.read(intact)).asString(UTF_8).isEqualTo("another");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "../../etc/passwd",
        "/etc/passwd",
        "f1.20261125.../../../../../etc/passwd.0.10.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "f1.20261125.aaaaaaaaaaaaaaaaaaaaaaaaaa.0.10.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "f1.20261125.aaaaaaaaaaaaaaaaaaaaaaaaaa.0.10.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
        "s1/../../bucket"
      })
  void shouldFindNothingWhenTheReferenceIsNotItsOwn(String value) {
    ContentRef ref = ContentRef.of(value);

    assertThatExceptionOfType(ContentException.NotFound.class).isThrownBy(() -> store.open(ref));
    assertThatExceptionOfType(ContentException.NotFound.class).isThrownBy(() -> store.size(ref));
  }

  @Test
  void shouldFindNothingWhenTheContentWasErased() {
    // Given
    List<ContentRef> refs =
        putAll(store, List.of("one".getBytes(UTF_8), octets(600_000), "three".getBytes(UTF_8)));

    // When
    store.erase(refs.get(1));
    store.erase(refs.get(1));

    // Then
    assertThatExceptionOfType(ContentException.NotFound.class)
        .isThrownBy(() -> store.read(refs.get(1)));
    assertThat(store.read(refs.get(0))).asString(UTF_8).isEqualTo("one");
    assertThat(store.read(refs.get(2))).asString(UTF_8).isEqualTo("three");
  }

  @Test
  void shouldDeleteOnlyWhatIsOlderWhenTheRetentionRuns() {
    // Given
    ContentRef ref = put(store, "of today");
    Clock inThirtyDays = Clock.offset(Clock.systemUTC(), Duration.ofDays(30));
    Clock inThirtyTwoDays = Clock.offset(Clock.systemUTC(), Duration.ofDays(32));

    try (ContentStore later = openStore(inThirtyDays)) {
      // When
      later.deleteOlderThan(30);

      // Then
      assertThat(store.read(ref)).asString(UTF_8).isEqualTo("of today");
    }
    try (ContentStore muchLater = openStore(inThirtyTwoDays)) {
      ContentRef fresh = put(muchLater, "fresh");

      // When
      long freed = muchLater.deleteOlderThan(30);

      // Then
      assertThat(freed).isPositive();
      assertThatExceptionOfType(ContentException.NotFound.class).isThrownBy(() -> store.read(ref));
      assertThat(muchLater.read(fresh)).asString(UTF_8).isEqualTo("fresh");
    }
  }

  @Test
  void shouldRefuseTheRetentionWhenItWouldDeleteToday() {
    assertThatIllegalArgumentException().isThrownBy(() -> store.deleteOlderThan(0));
  }

  @Test
  void shouldRefuseMoreContentsWhenTheBatchIsCommitted() {
    try (ContentBatch batch = store.openBatch()) {
      batch.commit();
      assertThatIllegalStateException().isThrownBy(() -> batch.put(new byte[1]));
      assertThatIllegalStateException().isThrownBy(batch::commit);
    }
  }

  @Test
  void shouldRefuseBatchesWhenItIsClosed() {
    store.close();
    assertThatIllegalStateException().isThrownBy(() -> putAll(store, List.of(new byte[1])));
  }

  static ContentRef put(ContentStore store, String text) {
    return putAll(store, List.of(text.getBytes(UTF_8))).getFirst();
  }

  static List<ContentRef> putAll(ContentStore store, List<byte[]> contents) {
    try (ContentBatch batch = store.openBatch()) {
      List<ContentRef> refs = contents.stream().map(batch::put).toList();
      batch.commit();
      return refs;
    }
  }

  static byte[] octets(int length) {
    byte[] octets = new byte[length];
    new Random(length).nextBytes(octets);
    return octets;
  }

  /** A long stream that takes no memory. */
  static final class Pattern extends InputStream {
    private long left;

    Pattern(long length) {
      this.left = length;
    }

    @Override
    public int read() {
      return left == 0 ? -1 : (int) (left-- % 251);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      int given = (int) Math.min(length, left);
      for (int i = 0; i < given; i++) {
        target[offset + i] = (byte) (left-- % 251);
      }
      return given;
    }
  }
}

package dev.mailbridge.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.ContentRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What another process acknowledged is there, whenever that process was killed. */
class KilledWriterTest {
  @TempDir private Path folder;

  @Test
  @Timeout(60)
  void shouldReadAllThatWasCommittedWhenTheWriterWasKilled() throws Exception {
    // Given
    Process writer =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    List<ContentRef> acknowledged = new ArrayList<>();

    // When
    try (BufferedReader lines = writer.inputReader(UTF_8)) {
      String line;
      while ((line = lines.readLine()) != null) {
        if (line.startsWith("f1.")) {
          acknowledged.add(ContentRef.of(line));
        }
        if (acknowledged.size() == 300) {
          // Process#destroyForcibly would close the pipe with what is still in it.
          writer.toHandle().destroyForcibly();
        }
      }
    } finally {
      writer.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    // Then
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(300);
    try (ContentStore store = new FolderContentStore(folder, Clock.systemUTC())) {
      for (int i = 0; i < acknowledged.size(); i++) {
        assertThat(store.read(acknowledged.get(i))).asString(UTF_8).startsWith("mail " + i + " ");
      }
      ContentRef next = ContentStoreContract.put(store, "next");
      assertThat(SegmentRef.parse(next).segment())
          .isNotEqualTo(SegmentRef.parse(acknowledged.getLast()).segment());
    }
  }

  /** Writes until it is killed; prints the references of each batch once that is durable. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws IOException {
      int mail = 0;
      try (ContentStore store = new FolderContentStore(Path.of(args[0]), Clock.systemUTC())) {
        while (mail < 100_000) {
          StringBuilder refs = new StringBuilder();
          try (ContentBatch batch = store.openBatch()) {
            for (int i = 0; i < 10; i++, mail++) {
              byte[] octets = ("mail " + mail + " " + "x".repeat(5000)).getBytes(UTF_8);
              refs.append(batch.put(octets)).append('\n');
            }
            batch.commit();
          }
          System.out.print(refs);
        }
      }
    }
  }
}

package dev.mailbridge.mailparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mailbridge.mailparse.ParsedMail.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mails with known facts, composed by another language's mail package and by hand ({@code
 * src/test/python/corpus.py}): what went in must come out. {@code -Dmail-parse.corpus=N} and {@code
 * -Dmail-parse.seed=N} choose how many and which.
 */
class CorpusTest {
  private static final int COUNT = Integer.getInteger("mail-parse.corpus", 2_000);
  private static final int SEED = Integer.getInteger("mail-parse.seed", 20_260_303);
  private static final String RECORD = "\u001e";
  private static final String UNIT = "\u001f";

  @Test
  void shouldGiveTheFactsThatWentInWhenAnotherLibraryComposedTheMails(@TempDir Path directory)
      throws Exception {
    // Given
    assumeThat(compose(directory)).as("python3 composes the corpus: not found, skipped").isTrue();
    byte[] mails = Files.readAllBytes(directory.resolve("mails.bin"));
    List<String> facts = Files.readAllLines(directory.resolve("facts.tsv"));
    List<String> differences = new ArrayList<>();

    // When
    int at = 0;
    for (String line : facts) {
      String[] columns = line.split("\t", -1);
      int size = Integer.parseInt(columns[0]);
      byte[] raw = Arrays.copyOfRange(mails, at, at + size);
      at += size;
      compare(raw, Arrays.stream(columns).skip(1).map(CorpusTest::plain).toList(), differences);
    }

    // Then
    assertThat(facts).hasSize(COUNT);
    assertThat(differences).isEmpty();
  }

  private static boolean compose(Path directory) throws IOException, InterruptedException {
    Path script = Path.of("src/test/python/corpus.py").toAbsolutePath();
    try {
      Process python =
          new ProcessBuilder(
                  "python3",
                  script.toString(),
                  directory.toString(),
                  Integer.toString(COUNT),
                  Integer.toString(SEED))
              .inheritIO()
              .start();
      assertThat(python.waitFor(120, TimeUnit.SECONDS)).as("the corpus is composed").isTrue();
      assertThat(python.exitValue()).as("corpus.py's exit status").isZero();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String plain(String column) {
    return new String(Base64.getDecoder().decode(column), StandardCharsets.UTF_8);
  }

  private static void compare(byte[] raw, List<String> facts, List<String> differences) {
    ParsedMail mail = Mails.PARSER.parse(raw);
    String kind = facts.get(0);
    String name = kind + " " + mail.messageId();
    same(name + " subject", facts.get(1), mail.subject(), differences);
    same(name + " from", people(facts.get(2)), mail.from(), differences);
    same(name + " to", people(facts.get(3)), mail.to(), differences);
    same(name + " text", facts.get(4), mail.text(), differences);
    same(name + " html", facts.get(5), mail.html() == null ? "" : mail.html(), differences);
    same(name + " files", files(facts.get(6)), Mails.files(mail), differences);
    if (!mail.defects().isEmpty() && !kind.startsWith("hand")) {
      differences.add(name + " has defects: " + mail.defects());
    }
  }

  private static void same(String what, Object wanted, Object seen, List<String> differences) {
    if (!wanted.equals(seen)) {
      differences.add(what + "\n  wanted " + wanted + "\n  but was " + seen);
    }
  }

  private static List<Address> people(String column) {
    return Arrays.stream(column.split(RECORD))
        .map(one -> one.split(UNIT))
        .map(one -> new Address(one[0], one[1]))
        .toList();
  }

  private static List<Mails.File> files(String column) {
    if (column.isEmpty()) {
      return List.of();
    }
    return Arrays.stream(column.split(RECORD))
        .map(one -> one.split(UNIT))
        .map(
            one ->
                new Mails.File(
                    one[0],
                    one[1],
                    Boolean.parseBoolean(one[2]),
                    one[3].isEmpty() ? null : one[3],
                    Long.parseLong(one[4]),
                    one[5]))
        .toList();
  }
}

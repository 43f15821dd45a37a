package dev.mailbridge.mailparse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@code docs/mail-kinds.md} promises a test for each kind of mail: each one must be there. */
class MailKindsDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "mail-kinds.md");
  private static final Path TESTS = Path.of("src/test/java/dev/mailbridge/mailparse");
  private static final Pattern NAMED = Pattern.compile("`([^`]+)`|\\b(Corpus)\\b");
  private static final Pattern METHOD =
      Pattern.compile("(?:void|Stream<DynamicTest>) (should\\w+)\\(");

  @TestFactory
  Stream<DynamicTest> shouldHaveTheTestThatEachRowNames() throws IOException {
    List<String> rows =
        Files.readAllLines(DOCUMENT).stream()
            .takeWhile(line -> !line.equals("## Defects"))
            .filter(line -> line.startsWith("| ") && !line.startsWith("| kind |"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(30);
    return rows.stream()
        .map(
            row -> {
              String[] cells = row.substring(2, row.length() - 2).split(" \\| ");
              return DynamicTest.dynamicTest(cells[0], () -> check(cells));
            });
  }

  private static void check(String[] cells) throws IOException {
    assertThat(cells).hasSize(3);
    List<String> named = new ArrayList<>();
    Matcher tests = NAMED.matcher(cells[2]);
    String inClass = null;
    while (tests.find()) {
      String name = tests.group(1) == null ? "CorpusTest" : tests.group(1);
      int dot = name.indexOf('.');
      if (!name.startsWith("…")) {
        inClass = dot < 0 ? name : name.substring(0, dot);
      }
      assertThat(inClass).as("the class of %s", name).isNotNull();
      Path file = TESTS.resolve(inClass + ".java");
      assertThat(file).exists();
      if (dot >= 0 || name.startsWith("…")) {
        String pieces = name.startsWith("…") ? name : name.substring(dot + 1);
        assertThat(methods(file))
            .as(name)
            .anyMatch(method -> method.matches(pieces.replace("…", "\\w*")));
      }
      named.add(name);
    }
    assertThat(named).as("tests of this kind").isNotEmpty();
  }

  private static List<String> methods(Path file) throws IOException {
    return METHOD.matcher(Files.readString(file)).results().map(found -> found.group(1)).toList();
  }
}

package dev.mailbridge.tokenservice.cases;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.tokenservice.ScriptedProvider.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a case: what the server says, and the exact result. */
public final class CaseScript {
  private static final Pattern ANSWER = Pattern.compile("(?m)^S: (\\d{3}) (\\{.*?\\})( +#.*)?$");
  private static final Pattern DELAY = Pattern.compile("(?m)^! delay (\\d+)ms$");
  private static final Pattern LONG_TOKEN = Pattern.compile("(RT\\d) \\(([\\d,]+) characters\\)");
  private static final Pattern EXPECTED = Pattern.compile("(?s)```json\\n(.*?)```");

  private final String script;
  private final String expected;

  private CaseScript(String script, String expected) {
    this.script = script;
    this.expected = expected;
  }

  public static CaseScript of(String name) {
    return new CaseScript(read(name + "/script.txt"), read(name + "/expected.md"));
  }

  private static String read(String file) {
    try (InputStream in = CaseScript.class.getResourceAsStream("/cases/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The token endpoint's answers, in order. */
  public List<Answer> answers() {
    return ANSWER
        .matcher(script)
        .results()
        .map(line -> new Answer(Integer.parseInt(line.group(1)), lengthen(line.group(2)), null))
        .toList();
  }

  /** A token of so many characters, where the script only names the number. */
  static String lengthen(String text) {
    return LONG_TOKEN
        .matcher(text)
        .replaceAll(
            token -> {
              int length = Integer.parseInt(token.group(2).replace(",", ""));
              return token.group(1) + "x".repeat(length - token.group(1).length());
            });
  }

  Duration delay() {
    Matcher delay = DELAY.matcher(script);
    delay.find();
    return Duration.ofMillis(Long.parseLong(delay.group(1)));
  }

  /** What follows a label such as {@code delegated IMAP}: {@code scope=…}. */
  String scope(String label) {
    Matcher line =
        Pattern.compile("(?m)^" + Pattern.quote(label) + " +scope=(\\S+(?: offline_access)?)")
            .matcher(script);
    line.find();
    return line.group(1);
  }

  public JsonNode expected() {
    Matcher json = EXPECTED.matcher(expected);
    json.find();
    try {
      return ContractJson.mapper().readTree(json.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<String> expected(String member) {
    return ContractJson.mapper()
        .convertValue(
            expected().path(member),
            ContractJson.mapper()
                .getTypeFactory()
                .constructCollectionType(List.class, String.class));
  }
}

package dev.mailbridge.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "secret text",
        "[\"secret text\"]",
        "\"secret text\"",
        "{\"id\":\"a\",\"mailboxId\":\"secret text\"}",
        "{\"id\":\"a\",\"to\":\"secret text\"}",
        "{\"id\":\"a\",\"sendAt\":\"secret text\"}",
        "{\"id\":\"a\",\"kind\":\"secret text\"}",
        "{\"id\":\"a\",\"text\":\"secret text",
        "{\"id\":\"a\",\"to\":[null]}",
        ""
      })
  void shouldNotRepeatTheValueWhenItCannotBeRead(String json) {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> ContractJson.read(json.getBytes(UTF_8), OutgoingMail.class))
        .withMessageContaining("no valid OutgoingMail")
        .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("secret"))
        .satisfies(e -> assertThat(e.getCause().getCause()).isNull());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain ",
        "line\r\n\t\"quoted\" \\ ",
        "\u0000\u001f ",
        "grüße ",
        "日本 ",
        "\ud83d\ude00 "
      })
  void shouldGiveBackALongText(String part) throws Exception {
    String text = part.repeat(2_000);

    byte[] json = ContractJson.write(Map.of("text", text));

    assertThat(new ObjectMapper().readTree(json).path("text").asText()).isEqualTo(text);
  }

  @Test
  void shouldNameTheRuleAndThePlaceWhenAnIdentifierIsWrong() {
    byte[] json = "{\"id\":\"a\",\n\"mailboxId\":\"a b\"}".getBytes(UTF_8);

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> ContractJson.read(json, OutgoingMail.class))
        .withMessageContaining("MailboxId must be 1 to 64")
        .withMessageContaining("/mailboxId (line 2");
  }

  @Test
  void shouldWriteTheSameOctetsWhenAMapWasFilledInAnotherOrder() {
    OutgoingMail one = mail(Map.of("X-A", "1", "X-B", "2", "X-C", "3"));

    assertThat(ContractJson.write(one))
        .asString(UTF_8)
        .contains("\"headers\":{\"X-A\":\"1\",\"X-B\":\"2\",\"X-C\":\"3\"}");
  }

  @Test
  void shouldShowNothingPersonalWhenPrinted() {
    String mail =
        "{\"id\":\"a\",\"mailboxId\":\"m\",\"subject\":\"secret\",\"text\":\"secret\",\"html\":\"secret\","
            + "\"attachments\":[{\"filename\":\"secret\",\"data\":\"secret\"}],\"to\":[{\"address\":\"secret\"}],"
            + "\"headers\":[{\"name\":\"X\",\"value\":\"secret\"}]}";
    OutgoingMail outgoing =
        ContractJson.read(
            mail.replace("[{\"name\":\"X\",\"value\":\"secret\"}]", "{}").getBytes(UTF_8),
            OutgoingMail.class);
    IncomingMail incoming = ContractJson.read(mail.getBytes(UTF_8), IncomingMail.class);
    DirectoryUser user =
        ContractJson.read(
            "{\"id\":\"1\",\"displayName\":\"secret\",\"address\":\"secret\"}".getBytes(UTF_8),
            DirectoryUser.class);

    assertThat(outgoing.toString()).doesNotContain("secret").contains("id=a");
    assertThat(outgoing.attachments().toString()).doesNotContain("secret");
    assertThat(incoming.toString()).doesNotContain("secret").contains("id=a");
    assertThat(incoming.headers().toString()).doesNotContain("secret").contains("X");
    assertThat(user.toString()).doesNotContain("secret").contains("id=1");
    assertThat(new MacKey("k1", "secret-secret-secret-secret-secr".getBytes(UTF_8)).toString())
        .isEqualTo("MacKey[id=k1, secret=***]");
  }

  private static OutgoingMail mail(Map<String, String> headers) {
    return new OutgoingMail(
        OutgoingId.of("a"),
        MailboxId.of("m"),
        null,
        null,
        null,
        null,
        null,
        "s",
        "t",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        headers);
  }
}

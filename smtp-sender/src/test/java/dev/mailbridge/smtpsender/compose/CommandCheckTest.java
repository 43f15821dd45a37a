package dev.mailbridge.smtpsender.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.OutgoingMail;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Case 37 and what is like it: values that would add lines to a header. */
class CommandCheckTest {
  @Test
  void shouldFindNothingWhenCommandIsFine() {
    assertThat(problems("\"bcc\": [{\"address\": \"hidden@example.com\"}]")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          "subject": "Hi\\r\\nBcc: evil@example.net\\r\\n\\r\\nbody" | /subject
          "headers": {"X-Ticket": "ok\\r\\nX-Injected: yes"} | /headers/X-Ticket
          "to": [{"address": "a@example.com>\\r\\nRCPT TO:<evil@example.net"}] | /to/0/address
          "to": [{"name": "A\\r\\nBcc: b@c.example", "address": "a@example.com"}] | /to/0/name
          "attachments": [{"filename": "a\\"\\r\\nX-Injected: yes\\r\\n.txt", "data": "eA=="}] | /attachments/0/filename
          "attachments": [{"contentType": "text/plain\\r\\nX-Injected: yes", "data": "eA=="}] | /attachments/0/contentType
          "attachments": [{"contentId": "a>\\r\\nX-Injected: yes", "data": "eA=="}] | /attachments/0/contentId
          "attachments": [{"filename": "a.txt"}] | /attachments/0
          "attachments": [{"filename": "a.txt", "data": "!!!"}] | /attachments/0/data
          "inReplyTo": ["<a@b>\\r\\nX-Injected: yes"] | /inReplyTo/0
          "references": ["no brackets"] | /references/0
          "ticketRef": "T\\n1" | /ticketRef
          "from": {"address": "ceo@@example.com"} | /from/address
          "to": [], "cc": [] | /to
          """)
  void shouldNameTheFieldWhenItIsWrong(String json, String pointer) {
    assertThat(problems(json)).extracting(FieldProblem::pointer).containsExactly(pointer);
  }

  @ParameterizedTest
  @CsvSource({
    "Bcc",
    "From",
    "Received",
    "Message-ID",
    "Content-Type",
    "Auto-Submitted",
    "DKIM-Signature",
    "X-MS-Exchange-Organization-SCL",
    "X-Microsoft-Original-Message-ID",
    "X-Auto-Response-Suppress",
    "X-Bad Name",
    "X:Y"
  })
  void shouldRefuseWhenHeaderIsReserved(String name) {
    assertThat(problems("\"headers\": {\"%s\": \"x\"}".formatted(name)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.detail()).contains("reserved"));
  }

  @ParameterizedTest
  @CsvSource({"X-Ticket", "Importance", "List-Unsubscribe"})
  void shouldAllowWhenHeaderIsListed(String name) {
    assertThat(problems("\"headers\": {\"%s\": \"x\"}".formatted(name))).isEmpty();
  }

  @Test
  void shouldAskForAReferenceWhenInlineAttachmentIsLargerThanOneMebibyte() {
    // Given
    String data = "AAAA".repeat(350_000);

    // When
    List<FieldProblem> problems = problems("\"attachments\": [{\"data\": \"%s\"}]".formatted(data));

    // Then
    assertThat(problems).singleElement().satisfies(p -> assertThat(p.detail()).contains("1 MiB"));
  }

  private static List<FieldProblem> problems(String member) {
    String to = member.contains("\"to\"") ? "" : ", \"to\": [{\"address\": \"a@example.com\"}]";
    String json =
        "{\"id\": \"37\", \"mailboxId\": \"desk\", \"text\": \"x\"%s, %s}".formatted(to, member);
    return CommandCheck.check(
        ContractJson.read(json.getBytes(StandardCharsets.UTF_8), OutgoingMail.class));
  }
}

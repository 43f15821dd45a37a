package dev.mailbridge.testkit.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A book that can't find fault proves nothing. */
class BookTest {
  private static final ProjectId HELPDESK = ProjectId.of("helpdesk");
  private final IncomingBook incoming = new IncomingBook(HELPDESK);
  private final OutgoingBook outgoing = new OutgoingBook();

  @Test
  void shouldBalanceWhenEveryMailCameOutOnce() {
    // Given
    String first = plant();
    String second = plant();
    // When
    Audit audit =
        incoming.audit(List.of(event("helpdesk", second, second), event("helpdesk", first, first)));
    // Then
    assertThat(audit.balanced()).as(audit.summary()).isTrue();
    assertThat(audit.expected()).isEqualTo(2);
  }

  @Test
  void shouldNameEachFaultWhenBooksDoNotBalance() {
    // Given
    String missing = plant();
    String twice = plant();
    String astray = plant();
    String altered = plant();
    // When
    Audit audit =
        incoming.audit(
            List.of(
                event("helpdesk", twice, twice),
                event("helpdesk", twice, twice),
                event("finance", astray, astray),
                event("helpdesk", altered, twice)));
    // Then
    assertThat(audit.missing()).containsExactly(missing);
    assertThat(audit.duplicate()).containsExactly(twice);
    assertThat(audit.wrongProject()).containsExactly(astray);
    assertThat(audit.altered()).containsExactly(altered);
    assertThat(audit.balanced()).isFalse();
  }

  @Test
  void shouldFindSentMailsInTheCustomersMailbox() {
    // Given
    OutgoingMail good = reply();
    OutgoingMail lost = reply();
    OutgoingMail twice = reply();
    // When
    Audit audit = outgoing.audit(List.of(sent(good), sent(twice), sent(twice)));
    // Then
    assertThat(audit.missing()).containsExactly(nonce(lost));
    assertThat(audit.duplicate()).containsExactly(nonce(twice));
    assertThat(audit.altered()).isEmpty();
  }

  private String plant() {
    String raw =
        new String(
            incoming.plant("customer@customer.example", "helpdesk@contoso.example"),
            StandardCharsets.UTF_8);
    Matcher id = Pattern.compile("(?m)^Message-ID: <(.*)@books.example>").matcher(raw);
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  private static ConsumerRecord<String, byte[]> event(
      String project, String nonce, String content) {
    byte[] attachment =
        ("attachment of " + content + "\n").repeat(20).getBytes(StandardCharsets.UTF_8);
    String json =
        """
        {"id":"1","mailboxId":"m","project":"%s","messageId":"<%s@books.example>",
         "attachments":[{"filename":"entry.bin","sha256":"%s","size":1,"content":"c"}]}
        """
            .formatted(project, nonce, Hashes.sha256(attachment));
    return new ConsumerRecord<>(
        "mail.incoming." + project, 0, 0, "key", json.getBytes(StandardCharsets.UTF_8));
  }

  private OutgoingMail reply() {
    IncomingMail mail =
        ContractJson.read(
            "{\"messageId\":\"<a@b>\",\"mailboxId\":\"m\",\"project\":\"helpdesk\"}"
                .getBytes(StandardCharsets.UTF_8),
            IncomingMail.class);
    return outgoing.reply(MailboxId.of("m"), mail, "customer@customer.example");
  }

  private static String nonce(OutgoingMail mail) {
    return mail.id().value().substring("books-".length());
  }

  private static byte[] sent(OutgoingMail mail) {
    return "Subject: %s\r\n\r\n%s\r\n"
        .formatted(mail.subject(), mail.text())
        .getBytes(StandardCharsets.UTF_8);
  }
}

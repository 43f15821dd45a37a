package dev.mailbridge.testkit.books;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Mails that are planted in a mailbox, and the events that tell of them. Each mail carries a nonce
 * in its Message-ID and an attachment whose hash is entered.
 */
public final class IncomingBook {
  private static final String DOMAIN = "@books.example>";

  private final Book book = new Book();
  private final ProjectId project;
  private final String run = UUID.randomUUID().toString().substring(0, 8);

  /**
   * @param project the one that all planted mails are for
   */
  public IncomingBook(ProjectId project) {
    this.project = project;
  }

  /**
   * Enters a mail.
   *
   * @return the raw mail, to be laid into a mailbox of the project
   */
  public byte[] plant(String from, String to) {
    String nonce = run + "." + book.size() + "." + UUID.randomUUID();
    byte[] attachment =
        ("attachment of " + nonce + "\n").repeat(20).getBytes(StandardCharsets.UTF_8);
    book.enter(nonce, Hashes.sha256(attachment));
    return """
    From: Customer <%s>
    To: <%s>
    Subject: books %s
    Message-ID: <%s%s
    Date: %s
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary="books"

    --books
    Content-Type: text/plain; charset=utf-8

    The mail of %s
    --books
    Content-Type: application/octet-stream
    Content-Disposition: attachment; filename="entry.bin"
    Content-Transfer-Encoding: base64

    %s
    --books--
    """
        .formatted(
            from,
            to,
            nonce,
            nonce,
            DOMAIN,
            DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)),
            nonce,
            Base64.getMimeEncoder(76, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(attachment))
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  public int entered() {
    return book.size();
  }

  /** Whether an event tells of a mail of this run. */
  public boolean knows(IncomingMail event) {
    return event.messageId() != null && event.messageId().startsWith("<" + run + ".");
  }

  /**
   * @param records all of the incoming topics, read committed
   */
  public Audit audit(List<ConsumerRecord<String, byte[]>> records) {
    return book.audit(
        records.stream()
            .filter(record -> ContractJson.read(record.value(), IncomingMail.class) != null)
            .map(this::finding)
            .filter(finding -> finding.nonce().startsWith(run + "."))
            .toList());
  }

  private Book.Finding finding(ConsumerRecord<String, byte[]> record) {
    IncomingMail event = ContractJson.read(record.value(), IncomingMail.class);
    String id = String.valueOf(event.messageId());
    String nonce = id.endsWith(DOMAIN) ? id.substring(1, id.length() - DOMAIN.length()) : id;
    boolean right =
        record.topic().equals(Topics.incoming(project)) && project.equals(event.project());
    return new Book.Finding(
        nonce,
        event.attachments().stream()
            .map(IncomingMail.Attachment::sha256)
            .collect(Collectors.joining(",")),
        right);
  }
}

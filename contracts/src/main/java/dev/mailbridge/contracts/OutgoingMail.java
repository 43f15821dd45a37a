package dev.mailbridge.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A mail to send, on {@code mail.outgoing.<project>} (type {@value #TYPE}, key the mailbox id) and
 * as the body of {@code POST /api/v1/messages} at smtp-sender.
 *
 * @param id the idempotency key: the same id with another content is a conflict
 * @param from null for the mailbox's own address; another one needs Send As or Send on Behalf
 * @param inReplyTo Message-IDs with angle brackets
 * @param ticketRef the project's own reference; it comes back, proven, on the answers
 * @param sendAt not before; null for at once
 * @param headers from the allow-list only, see smtp-sender's README
 */
public record OutgoingMail(
    OutgoingId id,
    MailboxId mailboxId,
    MailAddress from,
    List<MailAddress> to,
    List<MailAddress> cc,
    List<MailAddress> bcc,
    List<MailAddress> replyTo,
    String subject,
    String text,
    String html,
    List<Attachment> attachments,
    List<String> inReplyTo,
    List<String> references,
    String ticketRef,
    Instant sendAt,
    OutgoingKind kind,
    Map<String, String> headers) {
  public static final String TYPE = "dev.mailbridge.outgoing-mail.v1";

  public OutgoingMail {
    to = IncomingMail.copy(to);
    cc = IncomingMail.copy(cc);
    bcc = IncomingMail.copy(bcc);
    replyTo = IncomingMail.copy(replyTo);
    attachments = IncomingMail.copy(attachments);
    inReplyTo = IncomingMail.copy(inReplyTo);
    references = IncomingMail.copy(references);
    kind = kind == null ? OutgoingKind.REPLY : kind;
    headers = headers == null ? Map.of() : Map.copyOf(headers);
  }

  /** Which mail, without a word of it: mails are personal. */
  @Override
  public String toString() {
    return "OutgoingMail[id=%s, mailboxId=%s, kind=%s]".formatted(id, mailboxId, kind);
  }

  /**
   * Exactly one of {@code content} and {@code data} is given.
   *
   * @param content a reference, such as one taken from an {@link IncomingMail}
   * @param data the octets in base64, at most 1 MiB once decoded
   */
  public record Attachment(
      String filename,
      String contentType,
      boolean inline,
      String contentId,
      ContentRef content,
      String data) {
    @Override
    public String toString() {
      return "Attachment[contentType=%s, inline=%s, content=%s, data=%s]"
          .formatted(contentType, inline, content, data == null ? null : "***");
    }
  }
}

package dev.mailbridge.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One mail that came in, on {@code mail.incoming.<project>} (type {@value #TYPE}, key {@code
 * conversationKey}).
 *
 * @param id derived from the mail's identity (mailbox, Message-ID, content hash): a re-publication
 *     keeps it
 * @param uidValidity IMAP's UIDVALIDITY (RFC 9051 section 2.3.1.1), null for other protocols
 * @param uid IMAP's UID, null for other protocols
 * @param sourceId POP3's UIDL or Graph's immutable id, null for IMAP
 * @param receivedAt when the server took the mail (IMAP's INTERNALDATE)
 * @param messageId with angle brackets; made from the content's hash when the mail has none
 * @param conversationKey the same for all mails of a conversation; the Kafka key
 * @param ticketRef the project's own reference of the ticket, null when none was found
 * @param date the Date header in UTC, null (with a defect) when absent or broken
 * @param text null when it lies in {@code textContent} because of its length
 * @param html sanitised; null when the mail had none or when it lies in {@code htmlContent}
 * @param replyText the text without the quoted history and the signature
 * @param headers all headers in order as far as they fit
 * @param sha256 of the raw mail, lower-case hex
 * @param tags those that Mail Handling added
 * @param fields those that Mail Handling set
 * @param replayed true when an operator published it again
 */
public record IncomingMail(
    String id,
    MailboxId mailboxId,
    ProjectId project,
    String folder,
    Long uidValidity,
    Long uid,
    String sourceId,
    Instant receivedAt,
    String messageId,
    List<String> inReplyTo,
    List<String> references,
    String conversationKey,
    String ticketRef,
    TicketProof ticketProof,
    List<MailAddress> from,
    MailAddress sender,
    List<MailAddress> to,
    List<MailAddress> cc,
    List<MailAddress> replyTo,
    String subject,
    Instant date,
    String text,
    ContentRef textContent,
    String html,
    ContentRef htmlContent,
    String replyText,
    List<Header> headers,
    List<Attachment> attachments,
    ContentRef rawContent,
    long size,
    String sha256,
    MailKind kind,
    Bounce.Report bounce,
    Calendar calendar,
    Authentication authentication,
    Security security,
    List<String> tags,
    Map<String, String> fields,
    List<RuleAction> ruleActions,
    List<Defect> defects,
    boolean replayed) {
  public static final String TYPE = "dev.mailbridge.incoming-mail.v1";

  public IncomingMail {
    inReplyTo = copy(inReplyTo);
    references = copy(references);
    from = copy(from);
    to = copy(to);
    cc = copy(cc);
    replyTo = copy(replyTo);
    headers = copy(headers);
    attachments = copy(attachments);
    tags = copy(tags);
    fields = fields == null ? Map.of() : Map.copyOf(fields);
    ruleActions = copy(ruleActions);
    defects = copy(defects);
  }

  /** Which mail, without a word of it: mails are personal. */
  @Override
  public String toString() {
    return "IncomingMail[id=%s, mailboxId=%s, project=%s, kind=%s]"
        .formatted(id, mailboxId, project, kind);
  }

  static <T> List<T> copy(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /**
   * @param participant whether the sender took part in the ticket's conversation before; null when
   *     that can't be told
   */
  public record TicketProof(TicketProofKind kind, Boolean participant) {}

  public record Header(String name, String value) {
    @Override
    public String toString() {
      return "Header[name=" + name + ", value=***]";
    }
  }

  /**
   * @param filename made safe; {@code originalFilename} is as sent when it differs
   * @param inline shown inside the text by a mail client
   * @param contentId without angle brackets, null when absent
   * @param size decoded octets
   * @param sha256 of the decoded octets, lower-case hex
   */
  public record Attachment(
      String filename,
      String originalFilename,
      String contentType,
      boolean inline,
      String contentId,
      long size,
      String sha256,
      ContentRef content) {}

  /**
   * @param method REQUEST, REPLY, CANCEL … (RFC 5546)
   */
  public record Calendar(
      String method, String uid, String summary, Instant start, Instant end, String organizer) {}

  /** Results as the receiving server saw them (RFC 8601), lower case; null when it said nothing. */
  public record Authentication(String authservId, String spf, String dkim, String dmarc) {}

  /**
   * @param kind {@code smime} or {@code pgp}
   */
  public record Security(String kind, boolean signed, boolean encrypted) {}

  /** What a Mail Handling rule did. */
  public record RuleAction(String rule, String action, String argument) {}

  /**
   * What was wrong with the mail and how it was read all the same.
   *
   * @param code stable, such as {@code unknown-charset}
   */
  public record Defect(String code, String detail) {}
}

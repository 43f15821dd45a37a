package dev.mailbridge.mailparse;

import java.time.Instant;
import java.util.List;

/**
 * The facts of one mail. Every mail gives one, however broken it is; what had to be repaired stands
 * in {@code defects}.
 *
 * @param messageId with angle brackets; made from the raw octets' hash when the mail has none
 * @param inReplyTo ids with angle brackets, in order, without repeats
 * @param references ids with angle brackets, in order, without repeats
 * @param sender the Sender header, null when absent
 * @param subject decoded, one line; empty when absent
 * @param date the Date header; null (with a defect) when absent or broken
 * @param text as a mail client shows it, LF line ends; derived from the HTML when the mail has no
 *     text of its own; never null
 * @param html sanitised; null when the mail had none
 * @param replyText the text without quoted history and signature
 * @param headers all headers in order as far as they fit
 * @param automatic true when a machine wrote the mail, whatever its kind: never answer it by itself
 * @param returnPath the envelope sender, empty for the null sender, null when the header is absent
 * @param bounce what a delivery status notification says, else null
 * @param calendar what an invitation says, else null
 * @param authentication results of the trusted receiver, null when it said nothing
 * @param security null for a mail that is neither signed nor encrypted
 * @param contentHash hash over the content, the same after a transport changed line ends, folding
 *     or trace headers: the mail's identity together with mailbox and Message-ID; lower-case hex
 * @param size octets of the raw mail
 * @param sha256 of the raw mail, lower-case hex
 */
public record ParsedMail(
    String messageId,
    List<String> inReplyTo,
    List<String> references,
    List<Address> from,
    Address sender,
    List<Address> to,
    List<Address> cc,
    List<Address> bcc,
    List<Address> replyTo,
    String subject,
    Instant date,
    String text,
    String html,
    String replyText,
    List<Header> headers,
    List<Attachment> attachments,
    Kind kind,
    boolean automatic,
    String returnPath,
    BounceReport bounce,
    Calendar calendar,
    Authentication authentication,
    Security security,
    List<Defect> defects,
    String contentHash,
    long size,
    String sha256) {
  public ParsedMail {
    inReplyTo = List.copyOf(inReplyTo);
    references = List.copyOf(references);
    from = List.copyOf(from);
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    bcc = List.copyOf(bcc);
    replyTo = List.copyOf(replyTo);
    headers = List.copyOf(headers);
    attachments = List.copyOf(attachments);
    defects = List.copyOf(defects);
  }

  /** The first header of that name, ignoring case; null when absent. */
  public String header(String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return null;
  }

  public enum Kind {
    MAIL,
    AUTO_REPLY,
    BOUNCE,
    DELIVERY_REPORT,
    READ_RECEIPT,
    CALENDAR,
    LIST
  }

  /**
   * @param name decoded, null when absent
   * @param address {@code local@domain}, as written
   */
  public record Address(String name, String address) {}

  /**
   * @param value unfolded and decoded
   */
  public record Header(String name, String value) {}

  /**
   * @param filename safe as the name of a file on any system
   * @param originalFilename as the sender wrote it, null when it had none
   * @param contentType lower case, without parameters
   * @param inline shown inside the text by a mail client
   * @param contentId without angle brackets, null when absent
   * @param size decoded octets
   * @param sha256 of the decoded octets, lower-case hex
   * @param octets the decoded octets; they keep the raw mail in memory
   */
  public record Attachment(
      String filename,
      String originalFilename,
      String contentType,
      boolean inline,
      String contentId,
      long size,
      String sha256,
      Octets octets) {}

  /**
   * @param hard true when at least one recipient failed for good
   * @param originalMessageId of the mail that came back, null when the report doesn't hold it
   */
  public record BounceReport(
      boolean hard,
      List<Recipient> recipients,
      String originalMessageId,
      List<String> originalReferences) {
    public BounceReport {
      recipients = List.copyOf(recipients);
      originalReferences = List.copyOf(originalReferences);
    }
  }

  /**
   * @param action failed, delayed, delivered, relayed or expanded (RFC 3464 section 2.3.3)
   * @param status enhanced status code (RFC 3463), null when absent
   * @param diagnostic Diagnostic-Code, unfolded, null when absent
   */
  public record Recipient(String address, String action, String status, String diagnostic) {}

  /**
   * @param method REQUEST, REPLY, CANCEL … (RFC 5546), upper case
   * @param organizer the address, null when absent
   */
  public record Calendar(
      String method, String uid, String summary, Instant start, Instant end, String organizer) {}

  /** Results as the trusted receiver saw them (RFC 8601), lower case; null when it said nothing. */
  public record Authentication(String authservId, String spf, String dkim, String dmarc) {}

  /**
   * @param kind {@code smime} or {@code pgp}
   */
  public record Security(String kind, boolean signed, boolean encrypted) {}

  /**
   * @param code stable, such as {@code unknown-charset}; see {@code docs/mail-kinds.md}
   */
  public record Defect(String code, String detail) {}
}

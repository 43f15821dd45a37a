package dev.mailbridge.mailrules;

import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailKind;
import java.util.List;

/**
 * What rules may look at.
 *
 * @param knownUser whether the sender is in the project's directory; null when nobody can tell
 * @param size octets of the raw mail
 */
public record RuleFacts(
    List<MailAddress> from,
    MailAddress sender,
    List<MailAddress> to,
    List<MailAddress> cc,
    List<MailAddress> replyTo,
    String subject,
    String body,
    List<IncomingMail.Header> headers,
    List<Attachment> attachments,
    MailKind kind,
    IncomingMail.Authentication authentication,
    Boolean knownUser,
    String folder,
    long size) {
  public RuleFacts {
    from = copy(from);
    to = copy(to);
    cc = copy(cc);
    replyTo = copy(replyTo);
    headers = copy(headers);
    attachments = copy(attachments);
    subject = subject == null ? "" : subject;
    body = body == null ? "" : body;
  }

  /**
   * @param size decoded octets
   */
  public record Attachment(String filename, String contentType, long size) {}

  /** The facts of an event, the same in the poller and in the dry run. */
  public static RuleFacts of(IncomingMail mail) {
    return new RuleFacts(
        mail.from(),
        mail.sender(),
        mail.to(),
        mail.cc(),
        mail.replyTo(),
        mail.subject(),
        mail.text(),
        mail.headers(),
        mail.attachments().stream()
            .map(one -> new Attachment(one.filename(), one.contentType(), one.size()))
            .toList(),
        mail.kind(),
        mail.authentication(),
        mail.from().isEmpty() ? null : (Boolean) (mail.from().getFirst().user() != null),
        mail.folder(),
        mail.size());
  }

  private static <T> List<T> copy(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}

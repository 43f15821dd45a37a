package dev.mailbridge.smtpsender.compose;

import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.OutgoingKind;
import dev.mailbridge.contracts.OutgoingMail;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The header of an outgoing mail. There is never a Bcc field. */
final class MailHeaders {
  // Enough for every client to thread by, and far below the header's limits.
  private static final int MAX_REFERENCES = 40;

  private MailHeaders() {}

  static void write(OutgoingMail mail, MailFacts facts, MimeMessage message)
      throws MessagingException {
    message.setFrom(address(mail.from() == null ? facts.from() : mail.from()));
    message.setRecipients(Message.RecipientType.TO, addresses(mail.to()));
    message.setRecipients(Message.RecipientType.CC, addresses(mail.cc()));
    if (!mail.replyTo().isEmpty()) {
      message.setReplyTo(addresses(mail.replyTo()));
    } else if (facts.replyTo() != null) {
      message.setReplyTo(addresses(List.of(facts.replyTo())));
    }
    if (mail.to().isEmpty() && mail.cc().isEmpty()) {
      message.setHeader("To", "undisclosed-recipients:;");
    }
    message.setSubject(mail.subject() == null ? "" : mail.subject(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(facts.date()));
    message.setHeader("Message-ID", facts.messageId());
    List<String> answered = answered(mail, facts);
    if (!answered.isEmpty()) {
      message.setHeader("In-Reply-To", ids("In-Reply-To", answered));
    }
    message.setHeader("References", ids("References", references(mail, facts)));
    automatic(mail.kind(), message);
    for (Map.Entry<String, String> header : mail.headers().entrySet()) {
      message.setHeader(header.getKey(), unstructured(header.getKey(), header.getValue()));
    }
  }

  /** What the command says, else the conversation's latest mail. */
  private static List<String> answered(OutgoingMail mail, MailFacts facts) {
    if (!mail.inReplyTo().isEmpty() || facts.thread().isEmpty()) {
      return mail.inReplyTo();
    }
    List<String> known = mail.references().isEmpty() ? facts.thread() : mail.references();
    return List.of(known.getLast());
  }

  /** Our own id comes last: an answer then carries the ticket's proof even if ours is replaced. */
  private static List<String> references(OutgoingMail mail, MailFacts facts) {
    LinkedHashSet<String> all = new LinkedHashSet<>(facts.thread());
    all.addAll(mail.references());
    all.addAll(mail.inReplyTo());
    all.remove(facts.messageId());
    List<String> list = new ArrayList<>(all);
    if (list.size() > MAX_REFERENCES) {
      // RFC 5537 section 3.4.4: the first is kept, and the last ones.
      list.subList(1, list.size() - MAX_REFERENCES + 1).clear();
    }
    list.add(facts.messageId());
    return list;
  }

  private static void automatic(OutgoingKind kind, MimeMessage message) throws MessagingException {
    switch (kind) {
      case REPLY -> {}
      case NOTIFICATION -> suppressAnswers(message, "auto-generated");
      case AUTO_REPLY -> suppressAnswers(message, "auto-replied");
    }
  }

  /** RFC 3834, and Exchange's own field against out-of-office answers. */
  private static void suppressAnswers(MimeMessage message, String how) throws MessagingException {
    message.setHeader("Auto-Submitted", how);
    message.setHeader("X-Auto-Response-Suppress", "All");
  }

  private static String ids(String name, List<String> ids) {
    return MimeUtility.fold(name.length() + 2, String.join(" ", ids));
  }

  private static String unstructured(String name, String value) throws MessagingException {
    try {
      String encoded = MimeUtility.encodeText(value, StandardCharsets.UTF_8.name(), null);
      return MimeUtility.fold(name.length() + 2, encoded);
    } catch (UnsupportedEncodingException e) {
      throw new MessagingException("every Java has UTF-8", e);
    }
  }

  private static Address[] addresses(List<MailAddress> addresses) throws MessagingException {
    Address[] result = new Address[addresses.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = address(addresses.get(i));
    }
    return result;
  }

  private static InternetAddress address(MailAddress address) throws MessagingException {
    InternetAddress result = new InternetAddress();
    result.setAddress(
        EmailAddress.parse(address.address())
            .map(EmailAddress::toString)
            .orElseThrow(() -> new MessagingException("unchecked address")));
    try {
      if (address.name() != null && !address.name().isBlank()) {
        result.setPersonal(address.name(), StandardCharsets.UTF_8.name());
      }
    } catch (UnsupportedEncodingException e) {
      throw new MessagingException("every Java has UTF-8", e);
    }
    return result;
  }
}

package dev.mailbridge.smtpsender.compose;

import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.OutgoingMail;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds what is wrong with a command before anything is sent. A line end in any header value is
 * refused, not repaired: it is an attempt to add a header, or a mistake that its author should see.
 */
public final class CommandCheck {
  private static final int MAX_RECIPIENTS = 500;
  private static final int MAX_INLINE = 1024 * 1024;
  private static final Pattern MESSAGE_ID = Pattern.compile("<[!-~&&[^<>]]{1,990}>");
  private static final Pattern CONTENT_TYPE =
      Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}(;[ -~]*)?");
  private static final Pattern CONTENT_ID = Pattern.compile("[!-~&&[^<>]]{1,250}");

  private final List<FieldProblem> problems = new ArrayList<>();

  private CommandCheck() {}

  /** Empty when the command can be sent. */
  public static List<FieldProblem> check(OutgoingMail mail) {
    CommandCheck check = new CommandCheck();
    check.envelope(mail);
    check.headers(mail);
    check.body(mail);
    return List.copyOf(check.problems);
  }

  private void envelope(OutgoingMail mail) {
    if (mail.from() != null) {
      address("/from", mail.from());
    }
    addresses("/to", mail.to());
    addresses("/cc", mail.cc());
    addresses("/bcc", mail.bcc());
    addresses("/replyTo", mail.replyTo());
    int recipients = mail.to().size() + mail.cc().size() + mail.bcc().size();
    if (recipients == 0) {
      add("/to", "at least one recipient is needed in to, cc or bcc");
    } else if (recipients > MAX_RECIPIENTS) {
      add("/to", "at most %d recipients are allowed in one mail".formatted(MAX_RECIPIENTS));
    }
  }

  private void headers(OutgoingMail mail) {
    line("/subject", mail.subject());
    if (mail.ticketRef() != null
        && mail.ticketRef().getBytes(StandardCharsets.UTF_8).length > 128) {
      add("/ticketRef", "at most 128 octets in UTF-8 are allowed");
    }
    line("/ticketRef", mail.ticketRef());
    messageIds("/inReplyTo", mail.inReplyTo());
    messageIds("/references", mail.references());
    mail.headers()
        .forEach(
            (name, value) -> {
              String pointer = "/headers/" + name.replace("~", "~0").replace("/", "~1");
              if (!HeaderAllowList.allows(name)) {
                add(printable(pointer), "this header field is reserved or not on the allow-list");
              }
              line(printable(pointer), value);
            });
  }

  private void body(OutgoingMail mail) {
    if (mail.text() == null && mail.html() == null) {
      add("/text", "text or html is needed");
    }
    for (int i = 0; i < mail.attachments().size(); i++) {
      attachment("/attachments/" + i, mail.attachments().get(i));
    }
  }

  private void attachment(String pointer, OutgoingMail.Attachment attachment) {
    line(pointer + "/filename", attachment.filename());
    matches(pointer + "/contentType", attachment.contentType(), CONTENT_TYPE, "a media type");
    matches(
        pointer + "/contentId",
        attachment.contentId(),
        CONTENT_ID,
        "a Content-ID without angle brackets");
    if ((attachment.content() == null) == (attachment.data() == null)) {
      add(pointer, "exactly one of content and data is needed");
    } else if (attachment.data() != null) {
      data(pointer + "/data", attachment.data());
    }
  }

  private void data(String pointer, String base64) {
    try {
      if (Base64.getDecoder().decode(base64.replaceAll("\\s", "")).length > MAX_INLINE) {
        add(pointer, "at most 1 MiB is allowed inline: use a content reference");
      }
    } catch (IllegalArgumentException e) {
      add(pointer, "this isn't base64");
    }
  }

  private void addresses(String pointer, List<MailAddress> addresses) {
    for (int i = 0; i < addresses.size(); i++) {
      address(pointer + "/" + i, addresses.get(i));
    }
  }

  private void address(String pointer, MailAddress address) {
    line(pointer + "/name", address.name());
    if (EmailAddress.parse(address.address()).isEmpty()) {
      add(pointer + "/address", "this isn't an address that can be sent to, such as a@b.example");
    }
  }

  private void messageIds(String pointer, List<String> ids) {
    for (int i = 0; i < ids.size(); i++) {
      matches(pointer + "/" + i, ids.get(i), MESSAGE_ID, "a Message-ID with angle brackets");
    }
  }

  private void matches(String pointer, String value, Pattern form, String what) {
    if (value != null && !form.matcher(value).matches()) {
      add(pointer, "this isn't " + what);
    }
  }

  private void line(String pointer, String value) {
    if (value != null && value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 127)) {
      add(pointer, "line ends and control characters are not allowed here");
    }
  }

  private void add(String pointer, String detail) {
    problems.add(new FieldProblem(pointer, detail));
  }

  private static String printable(String text) {
    return text.replaceAll("[^!-~]", "?");
  }
}

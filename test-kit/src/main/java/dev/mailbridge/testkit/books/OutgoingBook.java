package dev.mailbridge.testkit.books;

import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingKind;
import dev.mailbridge.contracts.OutgoingMail;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replies that are ordered, and the mails that reach the customer. Each reply carries a nonce in
 * its subject and a text whose hash is entered.
 */
public final class OutgoingBook {
  private static final Pattern SUBJECT = Pattern.compile("(?im)^Subject:.*?\\bbooks-(\\S+)");
  private static final Pattern TEXT = Pattern.compile("(?m)^(BOOKS \\S+ END)\\s*$");

  private final Book book = new Book();
  private final String run = UUID.randomUUID().toString().substring(0, 8);

  /** Enters a reply to a mail, to be written to the project's outgoing topic. */
  public OutgoingMail reply(MailboxId mailbox, IncomingMail to, String customer) {
    String nonce = run + "." + book.size();
    String text = "BOOKS " + UUID.randomUUID() + " END";
    book.enter(nonce, hash(text));
    List<String> references = new ArrayList<>(to.references());
    references.add(to.messageId());
    return new OutgoingMail(
        OutgoingId.of("books-" + nonce),
        mailbox,
        null,
        List.of(MailAddress.of(customer)),
        List.of(),
        List.of(),
        List.of(),
        "Re: books-" + nonce,
        text,
        null,
        List.of(),
        List.of(to.messageId()),
        references,
        "T-" + nonce,
        null,
        OutgoingKind.REPLY,
        Map.of());
  }

  public int entered() {
    return book.size();
  }

  /**
   * @param mails the customer's raw mails; those of others are passed over
   */
  public Audit audit(List<byte[]> mails) {
    List<Book.Finding> findings = new ArrayList<>();
    for (byte[] mail : mails) {
      String raw = new String(mail, StandardCharsets.UTF_8);
      Matcher subject = SUBJECT.matcher(raw);
      if (subject.find() && subject.group(1).startsWith(run + ".")) {
        Matcher text = TEXT.matcher(raw);
        findings.add(
            new Book.Finding(subject.group(1), text.find() ? hash(text.group(1)) : "none", true));
      }
    }
    return book.audit(findings);
  }

  private static String hash(String text) {
    return Hashes.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}

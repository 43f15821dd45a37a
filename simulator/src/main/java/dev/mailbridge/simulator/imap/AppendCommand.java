package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.mail.MailFolder;
import dev.mailbridge.simulator.mail.StoredMail;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** APPEND. */
final class AppendCommand {
  static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("d-MMM-yyyy HH:mm:ss Z", Locale.ENGLISH);

  private AppendCommand() {}

  static String run(ImapSession session, ImapArguments arguments) {
    String name = arguments.folder();
    Set<String> flags = Set.of();
    if (arguments.peek() instanceof ImapToken.Many) {
      flags = Flags.known(arguments.take());
    }
    Instant receivedAt = session.parts().clock().instant();
    String content = arguments.text();
    if (arguments.hasMore()) {
      receivedAt = date(content);
      content = arguments.text();
    }
    arguments.end();
    Optional<MailFolder> folder = session.mailbox().folder(name);
    if (folder.isEmpty()) {
      return "NO [TRYCREATE] " + ModifiedUtf7.encode(name) + " doesn't exist.";
    }
    byte[] raw = content.getBytes(StandardCharsets.ISO_8859_1);
    StoredMail mail = folder.get().add(session.parts().store().keep(raw), receivedAt, flags);
    return "OK [APPENDUID " + folder.get().uidValidity() + " " + mail.uid() + "] APPEND completed.";
  }

  private static Instant date(String text) {
    try {
      return ZonedDateTime.parse(text.strip(), DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      throw new BadCommand("Command Argument Error. 11");
    }
  }
}

package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.mail.MailFolder;
import dev.mailbridge.simulator.mail.StoredMail;
import dev.mailbridge.simulator.net.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** SELECT, EXAMINE, CLOSE, UNSELECT. */
final class SelectCommand {
  /** No {@code \*}: own keywords can't be set. */
  static final String FLAGS = "\\Seen \\Answered \\Flagged \\Deleted \\Draft $MDNSent";

  private SelectCommand() {}

  static String run(ImapSession session, ImapArguments arguments, boolean readOnly)
      throws IOException {
    String name = arguments.folder();
    arguments.end();
    session.select(null);
    String command = readOnly ? "EXAMINE" : "SELECT";
    Optional<MailFolder> found = session.mailbox().folder(name);
    if (found.isEmpty()) {
      return "NO " + ModifiedUtf7.encode(name) + " doesn't exist.";
    }
    SelectedFolder folder = new SelectedFolder(found.get(), readOnly);
    Wire wire = session.wire();
    wire.write("* " + folder.size() + " EXISTS\r\n* 0 RECENT\r\n* FLAGS (" + FLAGS + ")\r\n");
    wire.write("* OK [PERMANENTFLAGS (" + (readOnly ? "" : FLAGS) + ")] Permanent flags\r\n");
    List<StoredMail> mails = folder.mails();
    for (int i = 0; i < mails.size(); i++) {
      if (!mails.get(i).has("\\Seen")) {
        wire.write("* OK [UNSEEN " + (i + 1) + "] Is the first unseen message\r\n");
        break;
      }
    }
    if (session
        .parts()
        .faults()
        .faults()
        .take(session.point("select"), FaultKind.UIDVALIDITY_MISSING)
        .isEmpty()) {
      wire.write("* OK [UIDVALIDITY " + found.get().uidValidity() + "] UIDVALIDITY value\r\n");
    }
    wire.write("* OK [UIDNEXT " + found.get().uidNext() + "] The next unique identifier value\r\n");
    session.select(folder);
    return "OK [" + (readOnly ? "READ-ONLY" : "READ-WRITE") + "] " + command + " completed.";
  }

  static String close(ImapSession session, ImapArguments arguments) {
    SelectedFolder selected = session.selected();
    if (!selected.readOnly()) {
      selected
          .folder()
          .remove(selected.mails().stream().filter(mail -> mail.has("\\Deleted")).toList());
    }
    session.select(null);
    return "OK CLOSE completed.";
  }

  static String unselect(ImapSession session, ImapArguments arguments) {
    session.select(null);
    return "OK UNSELECT completed.";
  }
}

package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.mail.StoredMail;
import java.io.IOException;
import java.util.List;

/** EXPUNGE and UID EXPUNGE (RFC 4315). */
final class ExpungeCommand {
  private ExpungeCommand() {}

  static String run(ImapSession session, ImapArguments arguments, boolean uid) throws IOException {
    SelectedFolder selected = session.selected();
    if (selected.readOnly()) {
      return "NO Command is not allowed in READ-ONLY state.";
    }
    List<StoredMail> candidates =
        uid
            ? selected.find(SequenceSet.parse(arguments.text()), true).stream()
                .map(SelectedFolder.Numbered::mail)
                .toList()
            : selected.mails();
    arguments.end();
    selected.folder().remove(candidates.stream().filter(mail -> mail.has("\\Deleted")).toList());
    selected.tellNews(session.wire(), true);
    return "OK EXPUNGE completed.";
  }
}

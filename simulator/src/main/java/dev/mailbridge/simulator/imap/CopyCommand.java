package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.mail.MailFolder;
import dev.mailbridge.simulator.mail.StoredMail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** COPY and MOVE (RFC 6851), with COPYUID (RFC 4315). */
final class CopyCommand {
  private CopyCommand() {}

  static String run(ImapSession session, ImapArguments arguments, boolean uid, boolean move)
      throws IOException {
    SequenceSet set = SequenceSet.parse(arguments.text());
    String name = arguments.folder();
    arguments.end();
    Optional<MailFolder> target = session.mailbox().folder(name);
    if (target.isEmpty()) {
      return "NO [TRYCREATE] " + ModifiedUtf7.encode(name) + " doesn't exist.";
    }
    SelectedFolder selected = session.selected();
    String command = move ? "MOVE" : "COPY";
    List<String> from = new ArrayList<>();
    List<String> to = new ArrayList<>();
    synchronized (selected.folder().mailbox()) {
      List<StoredMail> present = selected.folder().mails();
      for (SelectedFolder.Numbered numbered : selected.find(set, uid)) {
        StoredMail mail = numbered.mail();
        if (present.contains(mail)) {
          StoredMail copy =
              move
                  ? selected.folder().moveTo(mail, target.get())
                  : target.get().add(mail.content(), mail.receivedAt(), mail.flags());
          from.add(String.valueOf(mail.uid()));
          to.add(String.valueOf(copy.uid()));
        }
      }
    }
    if (from.isEmpty()) {
      return "OK " + command + " completed.";
    }
    String copied =
        "[COPYUID "
            + target.get().uidValidity()
            + " "
            + String.join(",", from)
            + " "
            + String.join(",", to)
            + "]";
    if (move) {
      session.wire().write("* OK " + copied + "\r\n");
      selected.tellNews(session.wire(), true);
      return "OK MOVE completed.";
    }
    return "OK " + copied + " COPY completed.";
  }
}

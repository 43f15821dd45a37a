package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.mail.StoredMail;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** STORE and UID STORE. A mail that is gone is passed over without a word. */
final class StoreCommand {
  private StoreCommand() {}

  static String run(ImapSession session, ImapArguments arguments, boolean uid) throws IOException {
    SequenceSet set = SequenceSet.parse(arguments.text());
    String how = arguments.text().toUpperCase(Locale.ROOT);
    boolean silent = how.endsWith(".SILENT");
    String item = silent ? how.substring(0, how.length() - ".SILENT".length()) : how;
    Set<String> flags = new TreeSet<>();
    while (arguments.hasMore()) {
      flags.addAll(Flags.known(arguments.take()));
    }
    SelectedFolder selected = session.selected();
    if (selected.readOnly()) {
      return "NO Command is not allowed in READ-ONLY state.";
    }
    List<SelectedFolder.Numbered> found = selected.find(set, uid);
    synchronized (selected.folder().mailbox()) {
      boolean upToDate = !selected.hasNews();
      Set<StoredMail> present = Set.copyOf(selected.folder().mails());
      for (SelectedFolder.Numbered numbered : found) {
        if (present.contains(numbered.mail())) {
          store(session, numbered, item, flags, silent, uid);
        }
      }
      if (upToDate) {
        selected.upToDate();
      }
    }
    return "OK STORE completed.";
  }

  private static void store(
      ImapSession session,
      SelectedFolder.Numbered numbered,
      String item,
      Set<String> flags,
      boolean silent,
      boolean uid)
      throws IOException {
    StoredMail mail = numbered.mail();
    Set<String> result = new TreeSet<>(mail.flags());
    switch (item) {
      case "FLAGS" -> {
        result.clear();
        result.addAll(flags);
      }
      case "+FLAGS" -> result.addAll(flags);
      case "-FLAGS" -> result.removeAll(flags);
      default -> throw new BadCommand("Command Argument Error. 11");
    }
    session.selected().folder().setFlags(mail, result);
    if (!silent) {
      session
          .wire()
          .write(
              "* "
                  + numbered.number()
                  + " FETCH (FLAGS ("
                  + String.join(" ", new TreeSet<>(mail.flags()))
                  + ")"
                  + (uid ? " UID " + mail.uid() : "")
                  + ")\r\n");
    }
  }
}

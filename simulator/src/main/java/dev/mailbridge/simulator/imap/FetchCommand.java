package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.fault.Fault;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.fault.FaultPoint;
import dev.mailbridge.simulator.fault.Faults;
import dev.mailbridge.simulator.mail.StoredMail;
import dev.mailbridge.simulator.net.Wire;
import dev.mailbridge.simulator.watch.Misconduct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** FETCH and UID FETCH. */
final class FetchCommand {
  private static final FaultKind[] FOR_ONE_MAIL = {
    FaultKind.FETCH_NO,
    FaultKind.FETCH_NIL,
    FaultKind.FETCH_UNREADABLE,
    FaultKind.ILLEGAL_BODYSTRUCTURE,
    FaultKind.PHANTOM_EXPUNGE
  };

  private static final int MANY = 500;

  private FetchCommand() {}

  static String run(ImapSession session, ImapArguments arguments, boolean uid) throws IOException {
    SequenceSet set = SequenceSet.parse(arguments.text());
    List<FetchItem> items = new ArrayList<>(FetchItem.parse(arguments.take()));
    arguments.end();
    if (uid && items.stream().noneMatch(item -> item.name().equals("UID"))) {
      items.addFirst(FetchItem.uid());
    }
    Faults faults = session.parts().faults().faults();
    boolean setsSeen =
        !session.selected().readOnly() && items.stream().anyMatch(FetchItem::setsSeen);
    List<SelectedFolder.Numbered> found = session.selected().find(set, uid);
    if (found.size() > MANY) {
      session.parts().watch().misconduct(Misconduct.FETCH_OF_TOO_MANY);
    }
    boolean wholes = items.stream().anyMatch(FetchItem::hasWhole);
    long giant = session.parts().settings().behaviour().messageSizeLimit();
    for (SelectedFolder.Numbered numbered : found) {
      if (wholes && numbered.mail().content().size() > giant) {
        session.parts().watch().misconduct(Misconduct.FETCH_OF_A_GIANT);
      }
      Optional<Fault> fault = Optional.empty();
      if (faults.any() && needsContent(items)) {
        FaultPoint point = session.point("fetch").withUid(numbered.mail().uid());
        fault = faults.take(point, FOR_ONE_MAIL);
      }
      if (fault.isPresent()) {
        if (fault.get().kind() == FaultKind.FETCH_NO) {
          return fault.get().text().orElse("NO FETCH Server error while fetching messages");
        }
        if (fault.get().kind() == FaultKind.PHANTOM_EXPUNGE) {
          expunge(session, numbered);
          continue;
        }
      }
      write(session.wire(), numbered, items, fault.map(Fault::kind).orElse(null));
      if (setsSeen && !numbered.mail().has("\\Seen")) {
        session.selected().folder().addFlag(numbered.mail(), "\\Seen");
      }
    }
    return "OK FETCH completed.";
  }

  private static boolean needsContent(List<FetchItem> items) {
    return items.stream().anyMatch(FetchItem::needsContent);
  }

  /** Another client took the mail away just now; and one is named that never was there. */
  private static void expunge(ImapSession session, SelectedFolder.Numbered numbered)
      throws IOException {
    StoredMail gone = numbered.mail();
    SelectedFolder selected = session.selected();
    int number = selected.mails().indexOf(gone) + 1;
    int never = selected.size() + 6;
    selected.forget(gone);
    selected.folder().remove(List.of(gone));
    session.wire().write("* " + number + " EXPUNGE\r\n* " + never + " EXPUNGE\r\n");
  }

  private static void write(
      Wire wire, SelectedFolder.Numbered numbered, List<FetchItem> items, FaultKind fault)
      throws IOException {
    FetchedMail mail = new FetchedMail(numbered.mail(), fault);
    wire.write("* " + numbered.number() + " FETCH (");
    boolean first = true;
    for (FetchItem item : items) {
      if (!first) {
        wire.write(" ");
      }
      first = false;
      wire.write(item.label()).write(" ");
      FetchItem.Value value = item.value(mail);
      switch (value) {
        case FetchItem.Written written -> wire.write(written.text());
        case FetchItem.Octets octets -> {
          wire.write("{" + octets.length() + "}\r\n");
          wire.write(octets.raw(), octets.from(), octets.length());
        }
      }
    }
    wire.write(")\r\n");
  }

  /** The text that stands for a mail that can't be read (reported of Exchange Online). */
  static byte[] unreadable(StoredMail mail) {
    return ("From: Microsoft Exchange Server\r\nSubject: Retrieval using the IMAP4 protocol failed"
            + " for the following message: "
            + mail.uid()
            + "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"
            + "The server couldn't retrieve the following message:\r\n\r\nMessage "
            + mail.uid()
            + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}

package dev.mailbridge.imappoller.imap;

import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.imappoller.source.Cursors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/** Where reading starts in a folder that was never read, or whose UIDs started anew. */
final class FolderStart {
  /** UIDs are unsigned 32-bit numbers. */
  static final long HIGHEST_UID = 0xFFFF_FFFFL;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d-MMM-yyyy", Locale.ENGLISH);

  /** Clocks differ: rather look at a mail twice than lose one. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private final ImapConnection connection;
  private final MailboxDefinition mailbox;
  private final Clock clock;

  FolderStart(ImapConnection connection, MailboxDefinition mailbox, Clock clock) {
    this.connection = connection;
    this.mailbox = mailbox;
    this.clock = clock;
  }

  FolderCursor first() {
    SelectedFolder folder = connection.selected();
    return switch (mailbox.incoming().firstRead()) {
      case BEGINNING -> at(folder, 0, 0, null);
      case NOW -> at(folder, lastUid(folder), 0, clock.instant().minus(CLOCK_SKEW));
      case DATE -> since(folder, mailbox.incoming().since());
    };
  }

  /** All mails are looked at again; the ledger tells which ones are new. */
  FolderCursor anew(FolderCursor cursor) {
    SelectedFolder folder = connection.selected();
    long recheckTo = folder.uidValidity() == 0 ? HIGHEST_UID : lastUid(folder);
    return at(folder, 0, recheckTo, cursor.since());
  }

  private FolderCursor since(SelectedFolder folder, Instant since) {
    if (since == null) {
      return at(folder, 0, 0, null);
    }
    // Days are the server's own: start a day earlier, the exact time decides later.
    String day = DATE.format(since.minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC));
    long[] lowest = {Long.MAX_VALUE};
    IMAPResponse result =
        connection.run("UID SEARCH SINCE " + day, response -> lowest(response, lowest));
    if (!result.isOK()) {
      throw ImapFailures.refused("SEARCH", result);
    }
    long last = lastUid(folder);
    return at(folder, Math.min(lowest[0] - 1, last), last, since);
  }

  private static void lowest(IMAPResponse response, long[] lowest) {
    if (response.keyEquals("SEARCH")) {
      Arrays.stream(ImapWire.text(response).split(" "))
          .filter(word -> word.matches("\\d{1,10}"))
          .mapToLong(Long::parseLong)
          .forEach(uid -> lowest[0] = Math.min(lowest[0], uid));
    }
  }

  private long lastUid(SelectedFolder folder) {
    if (folder.uidNext() > 0) {
      return folder.uidNext() - 1;
    }
    if (folder.exists() == 0) {
      return 0;
    }
    long[] last = new long[1];
    connection.run(
        "FETCH * " + ListedMail.ITEMS,
        response -> {
          ListedMail mail = ListedMail.of(response);
          last[0] = mail == null ? last[0] : Math.max(last[0], mail.uid());
        });
    return last[0];
  }

  private FolderCursor at(SelectedFolder folder, long lastUid, long recheckTo, Instant since) {
    return Cursors.start(
        mailbox.id(), folder.name(), folder.uidValidity(), lastUid, recheckTo, since);
  }
}

package dev.mailbridge.imappoller.source;

import java.nio.file.Path;
import java.time.Instant;

/** One mail of a folder, as far as the server gave it out. */
public sealed interface SourceItem {
  Key key();

  /** What is to be parsed and kept. */
  default long octets() {
    return switch (this) {
      case Mail mail -> mail.raw().length;
      case Spooled mail -> mail.size();
      case TooLarge mail -> mail.header().length;
      case Unreadable _, Skipped _ -> 0;
    };
  }

  /**
   * Where the mail lies.
   *
   * @param uid IMAP's, null elsewhere
   * @param sourceId POP3's UIDL or Graph's id, null for IMAP
   * @param receivedAt when the server took it, null when it doesn't say
   */
  record Key(Long uid, String sourceId, Instant receivedAt) {
    @Override
    public String toString() {
      return uid == null ? "id " + sourceId : "UID " + uid;
    }
  }

  record Mail(Key key, byte[] raw) implements SourceItem {}

  /** A big mail, in a temporary file that whoever publishes it deletes. */
  record Spooled(Key key, Path file, long size) implements SourceItem {}

  /** Over the mailbox's limit: announced by its header alone. */
  record TooLarge(Key key, long size, byte[] header) implements SourceItem {}

  /**
   * The server can't give it out. It is owed: tried again later.
   *
   * @param reason a stable code such as {@code FETCH_NO}
   */
  record Unreadable(Key key, String reason, String detail) implements SourceItem {}

  /** There before the first read, which leaves it alone: only noted, where UIDs don't tell. */
  record Skipped(Key key) implements SourceItem {}
}

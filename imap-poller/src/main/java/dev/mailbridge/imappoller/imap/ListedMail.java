package dev.mailbridge.imappoller.imap;

import dev.mailbridge.imappoller.source.SourceItem;
import java.time.Instant;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;

/**
 * What a look into a folder says of one mail.
 *
 * @param receivedAt null when the server didn't say
 */
record ListedMail(long uid, long size, Instant receivedAt) {
  static final String ITEMS = "(UID RFC822.SIZE INTERNALDATE)";

  /** Null when the response isn't about one. */
  static ListedMail of(IMAPResponse response) {
    if (!(response instanceof FetchResponse fetched)) {
      return null;
    }
    UID uid = fetched.getItem(UID.class);
    if (uid == null) {
      return null;
    }
    RFC822SIZE size = fetched.getItem(RFC822SIZE.class);
    Instant receivedAt = receivedAt(fetched);
    // A change of flags can come in between, with nothing but the UID.
    return size == null && receivedAt == null
        ? null
        : new ListedMail(uid.uid, size == null ? 0 : size.size, receivedAt);
  }

  static Instant receivedAt(FetchResponse fetched) {
    INTERNALDATE date = fetched.getItem(INTERNALDATE.class);
    return date == null ? null : date.getDate().toInstant();
  }

  SourceItem.Key key() {
    return new SourceItem.Key(uid, null, receivedAt);
  }
}

package dev.mailbridge.imappoller.imap;

import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.jboss.logging.Logger;

/**
 * Fetches whole mails by our own command: Angus Mail's ways swallow a {@code NO}, fail on a {@code
 * NIL} body or set \Seen.
 */
final class MailFetch {
  private static final Logger LOG = Logger.getLogger(MailFetch.class);
  private static final String ITEMS = " (UID BODY.PEEK[])";

  /** The look into the folder told the date already, which costs the server time. */
  private static final String ITEMS_UNLISTED = " (UID INTERNALDATE BODY.PEEK[])";

  private final ImapConnection connection;

  MailFetch(ImapConnection connection) {
    this.connection = connection;
  }

  /**
   * @param wanted ascending by UID
   * @throws PartialFetch when the connection ended before all came
   */
  List<SourceItem> fetch(List<ListedMail> wanted) {
    Map<Long, SourceItem> got = HashMap.newHashMap(wanted.size());
    try {
      IMAPResponse result = command(wanted, got);
      List<SourceItem> items = new ArrayList<>(wanted.size());
      for (ListedMail mail : wanted) {
        SourceItem item = got.get(mail.uid());
        if (item == null) {
          item = wanted.size() == 1 ? explain(mail, result) : alone(mail);
        }
        if (item != null) {
          items.add(item);
        }
        got.remove(mail.uid());
      }
      return items;
    } catch (SourceException e) {
      throw new PartialFetch(got, e);
    }
  }

  private IMAPResponse command(List<ListedMail> wanted, Map<Long, SourceItem> got) {
    String set = UidSet.of(wanted.stream().map(ListedMail::uid).toList());
    Map<Long, ListedMail> asked = HashMap.newHashMap(wanted.size());
    wanted.forEach(mail -> asked.put(mail.uid(), mail));
    boolean dated = wanted.stream().allMatch(mail -> mail.receivedAt() != null);
    return connection.run(
        "UID FETCH " + set + (dated ? ITEMS : ITEMS_UNLISTED),
        response -> keep(response, asked, got));
  }

  private static void keep(
      IMAPResponse response, Map<Long, ListedMail> asked, Map<Long, SourceItem> got) {
    if (!(response instanceof FetchResponse fetched)) {
      return;
    }
    UID uid = fetched.getItem(UID.class);
    BODY body = fetched.getItem(BODY.class);
    ListedMail listed = uid == null ? null : asked.get(uid.uid);
    if (listed == null || body == null) {
      return;
    }
    Instant told = ListedMail.receivedAt(fetched);
    SourceItem.Key key =
        new SourceItem.Key(uid.uid, null, told == null ? listed.receivedAt() : told);
    ByteArray octets = body.getByteArray();
    got.put(
        uid.uid,
        octets == null
            ? new SourceItem.Unreadable(key, "NIL_BODY", "The server gives NIL for the mail")
            : new SourceItem.Mail(key, octets.getNewBytes()));
  }

  private SourceItem alone(ListedMail mail) {
    Map<Long, SourceItem> got = new HashMap<>();
    IMAPResponse result = command(List.of(mail), got);
    SourceItem item = got.get(mail.uid());
    return item == null ? explain(mail, result) : item;
  }

  /** Null when the mail is gone. */
  private SourceItem explain(ListedMail mail, IMAPResponse result) {
    if (!result.isOK()) {
      return new SourceItem.Unreadable(mail.key(), "FETCH_NO", ImapWire.text(result));
    }
    boolean[] there = new boolean[1];
    connection.run(
        "UID FETCH %d (UID)".formatted(mail.uid()),
        response ->
            there[0] |=
                response instanceof FetchResponse fetched
                    && fetched.getItem(UID.class) != null
                    && fetched.getItem(UID.class).uid == mail.uid());
    if (there[0]) {
      return new SourceItem.Unreadable(
          mail.key(), "FETCH_MALFORMED", "The server's answer has no content that can be read");
    }
    LOG.infof(
        "UID %d in folder %s is gone: it was deleted or moved meanwhile",
        mail.uid(), connection.selected().name());
    return null;
  }

  /** What came before the connection ended. */
  static final class PartialFetch extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Map<Long, SourceItem> got;
    private final SourceException failure;

    PartialFetch(Map<Long, SourceItem> got, SourceException failure) {
      super(failure);
      this.got = got;
      this.failure = failure;
    }

    Map<Long, SourceItem> got() {
      return got;
    }

    SourceException failure() {
      return failure;
    }
  }
}

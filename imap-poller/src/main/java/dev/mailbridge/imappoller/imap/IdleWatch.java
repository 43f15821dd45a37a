package dev.mailbridge.imappoller.imap;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.jboss.logging.Logger;

/**
 * One IDLE (RFC 2177) after the other. Each ends after a while with DONE, whose answer proves that
 * the server is still there: a dead path gives neither data nor an error.
 */
final class IdleWatch {
  private static final Logger LOG = Logger.getLogger(IdleWatch.class);
  private final ImapConnection connection;

  IdleWatch(ImapConnection connection) {
    this.connection = connection;
  }

  /**
   * @return true as soon as the server hints at new mail, false when it was silent all the time
   */
  boolean await(Duration atMost) {
    ImapWire wire = connection.wire();
    Duration time = min(atMost, connection.times().idle());
    try {
      String tag = wire.send("IDLE");
      long before = connection.selected().announcements();
      if (!begun(wire, tag)) {
        return false;
      }
      boolean news = connection.selected().announcements() > before || listen(wire, before, time);
      wire.sendLine("DONE");
      wire.socket().readTimeout(connection.times().done());
      IMAPResponse end = readTo(wire, tag);
      wire.socket().readTimeout(connection.times().read());
      LOG.tracef("IDLE ended: %s", end);
      return news || connection.selected().announcements() > before;
    } catch (IOException e) {
      throw ImapFailures.lost("IDLE", e);
    }
  }

  /** An EXISTS can come before the continuation. */
  private boolean begun(ImapWire wire, String tag) throws IOException {
    while (true) {
      IMAPResponse response = accept(wire.next());
      if (response.isContinuation()) {
        return true;
      }
      if (response.isTagged() && tag.equals(response.getTag())) {
        return false;
      }
    }
  }

  private boolean listen(ImapWire wire, long before, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    try {
      while (connection.selected().announcements() <= before) {
        wire.socket().readTimeout(Duration.ofNanos(end - System.nanoTime()));
        accept(wire.next());
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  private IMAPResponse readTo(ImapWire wire, String tag) throws IOException {
    while (true) {
      IMAPResponse response = accept(wire.next());
      if (response.isTagged() && tag.equals(response.getTag())) {
        return response;
      }
    }
  }

  private IMAPResponse accept(IMAPResponse response) throws IOException {
    if (response.isBYE()) {
      throw new ImapWire.ByeException(ImapWire.text(response), null);
    }
    connection.selected().accept(response);
    return response;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}

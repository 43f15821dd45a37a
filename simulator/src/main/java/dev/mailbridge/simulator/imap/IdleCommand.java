package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.mail.Mailbox;
import dev.mailbridge.simulator.net.ConnectionEnd;
import dev.mailbridge.simulator.net.Wire;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** IDLE (RFC 2177): news is told from a thread of its own while this one waits for DONE. */
final class IdleCommand {
  private static final long LOOK_EVERY_MILLIS = 1000;

  private IdleCommand() {}

  static String run(ImapSession session, ImapArguments arguments) throws IOException {
    arguments.end();
    Wire wire = session.wire();
    Instant started = session.parts().clock().instant();
    if (session.selected() != null) {
      // News can come before the continuation, as Exchange Online does it.
      session.selected().tellNews(wire, true);
    }
    wire.line("+ IDLE accepted, awaiting DONE command.");
    if (session
        .parts()
        .faults()
        .faults()
        .take(session.point("idle"), FaultKind.IDLE_SILENT)
        .isPresent()) {
      throw new ConnectionEnd(ConnectionEnd.Manner.HALF_OPEN);
    }
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<IOException> failure = new AtomicReference<>();
    Thread teller =
        Thread.ofVirtual()
            .name("imap-idle")
            .start(() -> tellUntil(session, started, done, failure));
    String line;
    try {
      wire.setReadTimeoutMillis(0);
      line = session.reader().readLine();
    } finally {
      stop(session, done, teller);
      wire.setReadTimeoutMillis(
          Math.toIntExact(session.parts().settings().behaviour().idleLimit().toMillis()));
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    Optional<String> struck =
        session.parts().faults().strike(session.point("done"), wire, ImapSession.BYE);
    if (struck.isPresent()) {
      return struck.get();
    }
    return line.strip().equalsIgnoreCase("DONE") ? "OK IDLE completed." : "BAD Command Error. 12";
  }

  private static void stop(ImapSession session, AtomicBoolean done, Thread teller)
      throws IOException {
    Mailbox mailbox = session.mailbox();
    synchronized (mailbox) {
      done.set(true);
      mailbox.notifyAll();
    }
    try {
      teller.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void tellUntil(
      ImapSession session,
      Instant started,
      AtomicBoolean done,
      AtomicReference<IOException> failure) {
    Mailbox mailbox = session.mailbox();
    SelectedFolder selected = session.selected();
    try {
      while (true) {
        synchronized (mailbox) {
          while (!done.get()
              && (selected == null || !selected.hasNews())
              && !over(session, started)) {
            mailbox.wait(LOOK_EVERY_MILLIS);
          }
        }
        if (done.get()) {
          return;
        }
        if (over(session, started) || selected.isVoid()) {
          session.wire().line("* BYE Session expired. Please reconnect. 14");
          session.wire().close();
          return;
        }
        selected.tellNews(session.wire(), true);
        session.wire().flush();
        var struck =
            session
                .parts()
                .faults()
                .strike(session.point("idle-news"), session.wire(), ImapSession.BYE);
        if (struck.isPresent()) {
          session.wire().line(struck.get());
        }
      }
    } catch (ConnectionEnd e) {
      failure.set(e);
      close(session.wire());
    } catch (IOException e) {
      failure.set(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean over(ImapSession session, Instant started) {
    var limit = session.parts().settings().behaviour().idleLimit();
    return !session.parts().clock().instant().isBefore(started.plus(limit));
  }

  private static void close(Wire wire) {
    try {
      wire.close();
    } catch (IOException ignored) {
      // The session's own thread sees the end and clears up.
    }
  }
}

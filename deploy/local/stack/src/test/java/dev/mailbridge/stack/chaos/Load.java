package dev.mailbridge.stack.chaos;

import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.client.SimulatedMailboxes;
import dev.mailbridge.stack.client.SimulatedTenant;
import dev.mailbridge.testkit.books.IncomingBook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mails that come at an even pace, each taken by the server once. */
final class Load {
  private static final int MAILS_PER_SECOND = 5;
  private static final Pattern MESSAGE_ID = Pattern.compile("(?m)^Message-ID: (\\S+)");

  private final SimulatedMailboxes mailboxes;
  private final IncomingBook book;

  Load(SimulatedMailboxes mailboxes, IncomingBook book) {
    this.mailboxes = mailboxes;
    this.book = book;
  }

  void run(Duration time) {
    Instant end = Instant.now().plus(time);
    while (Instant.now().isBefore(end)) {
      plant();
      LockSupport.parkNanos(Duration.ofSeconds(1).dividedBy(MAILS_PER_SECOND).toNanos());
    }
  }

  void plant() {
    byte[] mail = book.plant(SimulatedTenant.CUSTOMER, SimulatedTenant.HELPDESK);
    try {
      mailboxes.deliver(SimulatedTenant.HELPDESK, mail);
    } catch (StackException unanswered) {
      // It may have been taken all the same.
      Persistence.until(
          () -> {
            if (!mailboxes.holds(SimulatedTenant.HELPDESK, messageId(mail))) {
              mailboxes.deliver(SimulatedTenant.HELPDESK, mail);
            }
          });
    }
  }

  private static String messageId(byte[] mail) {
    Matcher header = MESSAGE_ID.matcher(new String(mail, StandardCharsets.UTF_8));
    if (!header.find()) {
      throw new IllegalStateException("a mail of the books has a Message-ID");
    }
    return header.group(1);
  }
}

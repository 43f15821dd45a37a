package dev.mailbridge.smtpsender.outgoing;

import dev.mailbridge.contracts.OutgoingMail;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The conversation of a ticket as its earlier mails tell it: their Message-IDs, and those of the
 * mails that they answered. Clients show all of it as one thread although the project names none.
 */
@Singleton
class TicketThread {
  private static final int EARLIER_MAILS = 10;
  private static final int MAX_IDS = 30;
  private static final int MAX_ID = 250;

  private final StoredMails mails;

  TicketThread(StoredMails mails) {
    this.mails = mails;
  }

  /**
   * @return the oldest first, none when the mail belongs to no ticket
   */
  List<String> before(StoredMail mail) {
    if (mail.ticketRef == null) {
      return List.of();
    }
    LinkedHashSet<String> ids = new LinkedHashSet<>();
    List<StoredMail> earlier = new ArrayList<>(mails.earlier(mail, EARLIER_MAILS));
    Collections.reverse(earlier);
    for (StoredMail sent : earlier) {
      OutgoingMail command = sent.command();
      ids.addAll(command.references());
      ids.addAll(command.inReplyTo());
      ids.add(sent.messageId);
      if (sent.serverMessageId != null) {
        // What the recipients have seen; ours carries the ticket's proof: both are named.
        ids.add(sent.serverMessageId);
      }
    }
    List<String> all = ids.stream().filter(TicketThread::fits).toList();
    return all.size() > MAX_IDS ? all.subList(all.size() - MAX_IDS, all.size()) : all;
  }

  private static boolean fits(String id) {
    return id.length() <= MAX_ID && id.chars().noneMatch(c -> c <= ' ' || c > '~');
  }
}

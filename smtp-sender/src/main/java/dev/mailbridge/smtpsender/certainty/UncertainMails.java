package dev.mailbridge.smtpsender.certainty;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Has the uncertain mails of a mailbox looked up, one after the other. */
@ApplicationScoped
public class UncertainMails {
  private static final Logger LOG = Logger.getLogger(UncertainMails.class);

  private final UncertainQueue queue;
  private final CertaintySearch search;
  private final Set<MailboxId> busy = ConcurrentHashMap.newKeySet();

  UncertainMails(UncertainQueue queue, CertaintySearch search) {
    this.queue = queue;
    this.search = search;
  }

  /** Marks what a dead process left under way; called by who has just got the mailbox's lease. */
  public void takeOver(MailboxId mailbox) {
    queue.takeOver(mailbox);
  }

  /** Looks those up whose time has come, in the background. */
  public void lookUpDue(MailboxDefinition mailbox) {
    if (mailbox.outgoing() != null && busy.add(mailbox.id())) {
      Thread.ofVirtual().name("certainty-" + mailbox.id()).start(() -> lookUp(mailbox));
    }
  }

  private void lookUp(MailboxDefinition mailbox) {
    try {
      queue.due(mailbox.id()).forEach(mail -> search.lookUp(mailbox, mail));
    } catch (RuntimeException e) {
      LOG.warnf(e, "Uncertain mails of %s can't be looked up just now", mailbox.id());
    } finally {
      busy.remove(mailbox.id());
    }
  }
}

package dev.mailbridge.configservice.mailbox;

import dev.mailbridge.configservice.outbox.Outbox;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;

/** What the rest of the suite learns of a mailbox; called in the change's transaction. */
@ApplicationScoped
class MailboxEvents {
  private final Outbox outbox;
  private final GrantRemovalRepository removals;
  private final Event<GrantRemover.MailboxDeleted> deletions;
  private final Clock clock;

  MailboxEvents(
      Outbox outbox,
      GrantRemovalRepository removals,
      Event<GrantRemover.MailboxDeleted> deletions,
      Clock clock) {
    this.outbox = outbox;
    this.removals = removals;
    this.deletions = deletions;
    this.clock = clock;
  }

  void changed(MailboxDefinition mailbox) {
    outbox.append(
        Topics.MAILBOXES,
        mailbox.id().value(),
        MailboxDefinition.TYPE,
        ContractJson.write(mailbox));
  }

  void deleted(MailboxId id) {
    outbox.append(Topics.MAILBOXES, id.value(), MailboxDefinition.TYPE, null);
    GrantRemoval removal = new GrantRemoval();
    removal.mailboxId = id.value();
    removal.requestedAt = clock.instant();
    removal.nextAttemptAt = removal.requestedAt;
    removals.persist(removal);
    deletions.fire(new GrantRemover.MailboxDeleted(id));
  }
}

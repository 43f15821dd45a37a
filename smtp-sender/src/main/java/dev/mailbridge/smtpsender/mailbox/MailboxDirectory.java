package dev.mailbridge.smtpsender.mailbox;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Every mailbox's newest definition, in memory. */
@ApplicationScoped
public class MailboxDirectory {
  private final Map<MailboxId, MailboxDefinition> mailboxes = new ConcurrentHashMap<>();
  private final Event<MailboxChanged> changes;
  private volatile boolean complete;

  MailboxDirectory(Event<MailboxChanged> changes) {
    this.changes = changes;
  }

  public Optional<MailboxDefinition> find(MailboxId id) {
    return Optional.ofNullable(mailboxes.get(id));
  }

  public Collection<MailboxDefinition> all() {
    return List.copyOf(mailboxes.values());
  }

  /** Whether everything that was published before this process started has been read. */
  public boolean complete() {
    return complete;
  }

  void markComplete() {
    complete = true;
  }

  /** Takes a definition over; an older revision than the one at hand is none. */
  void put(MailboxDefinition definition) {
    MailboxDefinition now =
        mailboxes.merge(
            definition.id(),
            definition,
            (held, given) -> given.revision() < held.revision() ? held : given);
    if (now == definition) {
      changes.fire(new MailboxChanged(definition.id()));
    }
  }

  void remove(MailboxId id) {
    if (mailboxes.remove(id) != null) {
      changes.fire(new MailboxChanged(id));
    }
  }
}

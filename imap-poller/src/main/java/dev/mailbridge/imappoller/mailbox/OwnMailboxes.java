package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.MailboxStatus.State;
import dev.mailbridge.imappoller.partition.MailboxLanes;
import dev.mailbridge.imappoller.partition.PartitionSession;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The mailboxes whose partitions this process owns. */
@Singleton
class OwnMailboxes implements MailboxLanes {
  private final LaneServices services;
  private final StatusPublisher statuses;
  private final MailboxMeters meters;
  private final Map<MailboxId, Entry> entries = new ConcurrentHashMap<>();

  /**
   * @param session null for a mailbox that isn't read
   * @param lane null for one that isn't read, or is paused
   */
  record Entry(MailboxState state, PartitionSession session, MailboxLane lane) {}

  OwnMailboxes(LaneServices services, StatusPublisher statuses, MailboxMeters meters) {
    this.services = services;
    this.statuses = statuses;
    this.meters = meters;
  }

  @Override
  public void start(MailboxDefinition mailbox, PartitionSession session) {
    entries.compute(
        mailbox.id(),
        (id, old) -> {
          MailboxState state = state(mailbox, old);
          stop(old);
          if (session.paused(mailbox.id())) {
            state.good(State.PAUSED);
            return new Entry(state, session, null);
          }
          return new Entry(state, session, lane(mailbox, session, state));
        });
  }

  private MailboxLane lane(
      MailboxDefinition mailbox, PartitionSession session, MailboxState state) {
    MailboxLane lane = new MailboxLane(mailbox, session, services, state);
    lane.start();
    return lane;
  }

  private MailboxState state(MailboxDefinition mailbox, Entry old) {
    if (old == null) {
      MailboxState state = new MailboxState(mailbox, services.clock(), statuses::publish);
      meters.add(state);
      return state;
    }
    old.state().redefined(mailbox);
    return old.state();
  }

  @Override
  public void rest(MailboxDefinition mailbox) {
    entries.compute(
        mailbox.id(),
        (id, old) -> {
          MailboxState state = state(mailbox, old);
          stop(old);
          state.good(State.DISABLED);
          return new Entry(state, null, null);
        });
  }

  @Override
  public void stop(Collection<MailboxId> mailboxes) {
    mailboxes.forEach(
        id ->
            entries.computeIfPresent(
                id,
                (key, old) -> {
                  stop(old);
                  return new Entry(old.state(), null, null);
                }));
  }

  private static void stop(Entry entry) {
    if (entry != null && entry.lane() != null) {
      entry.lane().stop();
    }
  }

  @Override
  public void forget(Set<MailboxId> mailboxes) {
    mailboxes.forEach(entries::remove);
    mailboxes.forEach(meters::remove);
  }

  void grantChanged(MailboxId mailbox) {
    Entry entry = entries.get(mailbox);
    if (entry != null && entry.lane() != null) {
      entry.lane().grantChanged();
    }
  }

  Optional<Entry> find(MailboxId mailbox) {
    return Optional.ofNullable(entries.get(mailbox));
  }

  List<Entry> all() {
    return List.copyOf(entries.values());
  }

  /**
   * Stops reading without forgetting where, until it is resumed, whoever reads it then; false when
   * it isn't read.
   */
  boolean pause(MailboxId mailbox) {
    if (!remember(mailbox, true)) {
      return false;
    }
    Entry paused =
        entries.computeIfPresent(
            mailbox,
            (id, old) -> {
              stop(old);
              return new Entry(old.state(), old.session(), null);
            });
    if (paused == null || paused.session() == null) {
      return false;
    }
    paused.state().good(State.PAUSED);
    return true;
  }

  private boolean remember(MailboxId mailbox, boolean pause) {
    PartitionSession session = find(mailbox).map(Entry::session).orElse(null);
    if (session != null) {
      session.pause(mailbox, pause);
    }
    return session != null;
  }

  boolean resume(MailboxId mailbox) {
    if (!remember(mailbox, false)) {
      return false;
    }
    Entry resumed =
        entries.computeIfPresent(
            mailbox,
            (id, old) ->
                old.session() == null || old.lane() != null
                    ? old
                    : new Entry(
                        old.state(),
                        old.session(),
                        lane(old.state().mailbox(), old.session(), old.state())));
    return resumed != null && resumed.lane() != null;
  }
}

package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.contracts.MailboxId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * At most one process sends for a mailbox at a time: that keeps its pace, its number of connections
 * and the order of its mails. Times are the database's, so that clocks may differ. A lease whose
 * owner is no longer present is free at once. Should that be a mistake, no mail is sent twice: a
 * claim is the mail's own state.
 */
@ApplicationScoped
class MailboxLeases {
  private final EntityManager entities;
  private final SendingConfig config;
  private final String owner;

  MailboxLeases(EntityManager entities, SendingConfig config, ReplicaPresence presence) {
    this.entities = entities;
    this.config = config;
    this.owner = presence.replica();
  }

  /**
   * @return whether the mailbox is now this process' own
   */
  @Transactional
  boolean acquire(MailboxId mailbox) {
    return entities
            .createNativeQuery(
                """
                insert into sending_mailbox (mailbox_id, lease_owner, lease_until)
                values (?1, ?2, clock_timestamp() + ?3 * interval '1 millisecond')
                on conflict (mailbox_id) do update
                  set lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
                  where sending_mailbox.lease_owner is null
                    or sending_mailbox.lease_owner = excluded.lease_owner
                    or sending_mailbox.lease_until < clock_timestamp()
                    or not exists (
                      select 1 from pg_locks l
                      where l.locktype = 'advisory' and l.granted and l.classid = ?4
                        and l.objid = cast(
                          cast(hashtext(sending_mailbox.lease_owner) as bigint) & 4294967295
                            as oid)
                        and l.database = (
                          select oid from pg_database where datname = current_database()))
                """)
            .setParameter(1, mailbox.value())
            .setParameter(2, owner)
            .setParameter(3, config.lease().toMillis())
            .setParameter(4, ReplicaPresence.LOCK_CLASS)
            .executeUpdate()
        == 1;
  }

  /**
   * @return those that are still this process' own
   */
  @Transactional
  @SuppressWarnings("unchecked")
  Set<MailboxId> renew(Collection<MailboxId> held) {
    List<String> kept =
        entities
            .createNativeQuery(
                """
                update sending_mailbox
                set lease_until = clock_timestamp() + ?2 * interval '1 millisecond'
                where lease_owner = ?1 and mailbox_id = any(?3)
                returning mailbox_id
                """)
            .setParameter(1, owner)
            .setParameter(2, config.lease().toMillis())
            .setParameter(3, ids(held))
            .getResultList();
    return kept.stream().map(MailboxId::of).collect(Collectors.toSet());
  }

  @Transactional
  void release(MailboxId mailbox) {
    entities
        .createNativeQuery(
            "update sending_mailbox set lease_owner = null where mailbox_id = ?1 and lease_owner = ?2")
        .setParameter(1, mailbox.value())
        .setParameter(2, owner)
        .executeUpdate();
  }

  private static String[] ids(Collection<MailboxId> mailboxes) {
    return mailboxes.stream().map(MailboxId::value).toArray(String[]::new);
  }
}

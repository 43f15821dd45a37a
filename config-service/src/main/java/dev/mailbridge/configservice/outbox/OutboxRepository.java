package dev.mailbridge.configservice.outbox;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

@ApplicationScoped
class OutboxRepository implements PanacheRepository<OutboxEntry> {
  private static final String TAKE_LEASE =
      """
      update outbox_lease set owner = :owner, until = :until
      where id = (select id from outbox_lease
                  where owner is null or owner = :owner or until < :now
                  for update skip locked)
      """;

  /**
   * Makes the owner the only one who publishes until then. The row stays locked to the
   * transaction's end, so another publisher neither waits nor works meanwhile.
   */
  boolean takeLease(String owner, Instant now, Instant until) {
    return getEntityManager()
            .createNativeQuery(TAKE_LEASE)
            .setParameter("owner", owner)
            .setParameter("now", now)
            .setParameter("until", until)
            .executeUpdate()
        == 1;
  }

  List<OutboxEntry> oldest(int count) {
    return find("order by id").page(0, count).list();
  }

  void remove(List<OutboxEntry> published) {
    delete("id in ?1", published.stream().map(entry -> entry.id).toList());
  }
}

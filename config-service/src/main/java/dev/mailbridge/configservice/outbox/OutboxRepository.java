package dev.mailbridge.configservice.outbox;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.Session;

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
    return find("order by lane, id").page(0, count).list();
  }

  private static final String INSERT_ALL =
      """
      insert into outbox (topic, key, type, payload, created_at, lane)
      select ?, event.key, ?, convert_to(event.payload, 'UTF8'), ?, 1
      from unnest(?::text[], ?::text[]) with ordinality as event(key, payload, number)
      order by event.number
      """;

  void insertAll(String topic, String type, List<Outbox.Event> events, Instant now) {
    getEntityManager()
        .unwrap(Session.class)
        .doWork(
            connection -> {
              try (PreparedStatement insert = connection.prepareStatement(INSERT_ALL)) {
                insert.setString(1, topic);
                insert.setString(2, type);
                insert.setObject(3, now.atOffset(ZoneOffset.UTC));
                insert.setArray(
                    4,
                    connection.createArrayOf(
                        "text", events.stream().map(Outbox.Event::key).toArray()));
                insert.setArray(
                    5,
                    connection.createArrayOf(
                        "text", events.stream().map(Outbox.Event::payload).toArray()));
                insert.executeUpdate();
              }
            });
  }

  void remove(List<OutboxEntry> published) {
    delete("id in ?1", published.stream().map(entry -> entry.id).toList());
  }
}

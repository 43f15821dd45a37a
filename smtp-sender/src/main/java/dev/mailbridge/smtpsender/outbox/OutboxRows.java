package dev.mailbridge.smtpsender.outbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The stored events, over a connection whose transaction is the caller's. */
final class OutboxRows {
  private static final String INSERT =
      """
      insert into outbox (topic, key, type, event_id, value, created_at, traceparent)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  // One relay at a time keeps the order: another replica's has the row's lock. What a crash undoes
  // of this transaction is published once more, with the same ids: it needn't wait for the disk.
  private static final String LOCK =
      """
      select set_config('synchronous_commit', 'off', true) from outbox_relay
      for update skip locked
      """;

  private static final String NEXT =
      """
      select seq, topic, key, type, event_id, value, created_at, traceparent from outbox
      where not (topic = any(?)) order by seq limit ?
      """;

  private OutboxRows() {}

  static void insert(Connection connection, Collection<OutboxEvent> events) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (OutboxEvent event : events) {
        insert.setString(1, event.topic());
        insert.setString(2, event.key());
        insert.setString(3, event.type());
        insert.setString(4, event.eventId());
        insert.setBytes(5, event.value());
        insert.setTimestamp(6, Timestamp.from(event.at()));
        insert.setString(7, event.traceparent());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /**
   * @param blocked topics that can't be written just now
   * @return empty when another replica carries the outbox
   */
  static Optional<List<OutboxEvent>> next(
      Connection connection, int limit, Collection<String> blocked) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK);
        ResultSet locked = lock.executeQuery()) {
      if (!locked.next()) {
        return Optional.empty();
      }
    }
    try (PreparedStatement next = connection.prepareStatement(NEXT)) {
      next.setArray(1, connection.createArrayOf("varchar", blocked.toArray()));
      next.setInt(2, limit);
      try (ResultSet row = next.executeQuery()) {
        List<OutboxEvent> events = new ArrayList<>();
        while (row.next()) {
          events.add(
              new OutboxEvent(
                  row.getLong(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getBytes(6),
                  row.getObject(7, OffsetDateTime.class).toInstant(),
                  row.getString(8)));
        }
        return Optional.of(events);
      }
    }
  }

  static void delete(Connection connection, Collection<Long> seqs) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from outbox where seq = any(?)")) {
      Array array = connection.createArrayOf("bigint", seqs.toArray());
      delete.setArray(1, array);
      delete.executeUpdate();
    }
  }
}

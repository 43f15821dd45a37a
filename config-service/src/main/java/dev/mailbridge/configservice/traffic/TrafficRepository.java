package dev.mailbridge.configservice.traffic;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

@ApplicationScoped
class TrafficRepository {
  private final EntityManager database;

  TrafficRepository(EntityManager database) {
    this.database = database;
  }

  /** Empty for a partition that nobody has counted yet. */
  OptionalLong next(TopicPartition partition) {
    List<?> found =
        database
            .createNativeQuery(
                "select next from traffic_offset where topic = :topic and \"partition\" = :number")
            .setParameter("topic", partition.topic())
            .setParameter("number", partition.partition())
            .getResultList();
    return found.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(((Number) found.getFirst()).longValue());
  }

  /**
   * @param before what it was when this instance began to count, -1 when there was nothing
   * @return false when another instance has counted on meanwhile
   */
  boolean moveOn(TopicPartition partition, long before, long next) {
    return database
            .createNativeQuery(
                """
                insert into traffic_offset (topic, "partition", next) values (:topic, :number, :next)
                on conflict (topic, "partition") do update set next = excluded.next
                where traffic_offset.next = :before
                """)
            .setParameter("topic", partition.topic())
            .setParameter("number", partition.partition())
            .setParameter("next", next)
            .setParameter("before", before)
            .executeUpdate()
        == 1;
  }

  void add(Instant step, CountedMail mail, long mails) {
    database
        .createNativeQuery(
            """
            insert into traffic (mailbox_id, direction, step, mails)
            values (:mailbox, :direction, :step, :mails)
            on conflict (mailbox_id, step, direction) do update set mails = traffic.mails + excluded.mails
            """)
        .setParameter("mailbox", mail.mailbox())
        .setParameter("direction", mail.direction().code())
        .setParameter("step", step)
        .setParameter("mails", mails)
        .executeUpdate();
  }

  void forgetBefore(Instant time) {
    database
        .createNativeQuery("delete from traffic where step < :time")
        .setParameter("time", time)
        .executeUpdate();
  }

  /** A point of a chart. */
  record Point(String direction, long bar, long mails) {}

  /**
   * @param bar how long a bar is; bars are numbered from {@code since} on
   */
  List<Point> points(Instant since, Duration bar) {
    List<Point> points = new ArrayList<>();
    List<?> rows =
        database
            .createNativeQuery(
                """
                select direction,
                  cast(floor(extract(epoch from (step - cast(:since as timestamptz))) / :seconds) as bigint),
                  cast(sum(mails) as bigint)
                from traffic where mailbox_id = '' and step >= cast(:since as timestamptz) group by 1, 2
                """)
            .setParameter("since", since.toString())
            .setParameter("seconds", bar.toSeconds())
            .getResultList();
    for (Object row : rows) {
      Object[] columns = (Object[]) row;
      points.add(new Point((String) columns[0], number(columns[1]), number(columns[2])));
    }
    return points;
  }

  /** Mails of a mailbox. */
  record Count(String mailbox, String direction, long mails) {}

  List<Count> counts(Collection<String> mailboxes, Instant since) {
    List<Count> counts = new ArrayList<>();
    if (mailboxes.isEmpty()) {
      return counts;
    }
    List<?> rows =
        database
            .createNativeQuery(
                """
                select mailbox_id, direction, cast(sum(mails) as bigint) from traffic
                where mailbox_id in (:mailboxes) and step >= :since group by 1, 2
                """)
            .setParameter("mailboxes", mailboxes)
            .setParameter("since", since)
            .getResultList();
    for (Object row : rows) {
      Object[] columns = (Object[]) row;
      counts.add(new Count((String) columns[0], (String) columns[1], number(columns[2])));
    }
    return counts;
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }
}

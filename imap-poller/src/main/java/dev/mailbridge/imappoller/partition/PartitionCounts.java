package dev.mailbridge.imappoller.partition;

import dev.mailbridge.contracts.Topics;
import dev.mailbridge.imappoller.kafka.KafkaSettings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** mail.mailboxes, mail.cursors and mail.ledger have the same partitions, or nothing is right. */
@Singleton
public class PartitionCounts {
  private static final List<String> TOPICS =
      List.of(Topics.MAILBOXES, Topics.CURSORS, Topics.LEDGER);

  private final KafkaSettings kafka;
  private volatile int count;

  PartitionCounts(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /**
   * @throws IllegalStateException when they differ or one is missing: the service must not start
   */
  int check() {
    count = ask();
    return count;
  }

  /** Known once the service has started. */
  public int count() {
    return count;
  }

  private int ask() {
    Map<String, Integer> counts = new TreeMap<>();
    try (Admin admin = Admin.create(kafka.with(Map.of("enable.metrics.push", false)))) {
      admin
          .describeTopics(TOPICS)
          .allTopicNames()
          .get()
          .values()
          .forEach(topic -> counts.put(topic.name(), partitions(topic)));
    } catch (ExecutionException e) {
      throw new IllegalStateException(problem(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return same(counts);
  }

  static int same(Map<String, Integer> counts) {
    if (new TreeSet<>(counts.values()).size() != 1) {
      throw new IllegalStateException(
          "The topics %s must have the same number of partitions: recreate those that differ, then start again."
              .formatted(counts));
    }
    return counts.values().iterator().next();
  }

  private static int partitions(TopicDescription topic) {
    return topic.partitions().size();
  }

  private static String problem(Throwable cause) {
    return cause instanceof UnknownTopicOrPartitionException
        ? "One of the topics %s doesn't exist: create them (deploy/kafka), then start again."
            .formatted(TOPICS)
        : "Kafka can't be asked for the topics %s: check kafka.bootstrap.servers. %s"
            .formatted(TOPICS, cause.getMessage());
  }
}

package dev.mailbridge.benchmarks.directory;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** An independent read-committed reader of a project's users: counts, and remembers the keys. */
final class PublishedUsers implements AutoCloseable {
  private final KafkaConsumer<String, byte[]> consumer;
  private final Set<String> keys = new HashSet<>();
  private long records;

  PublishedUsers(String bootstrapServers, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "max.poll.records", "5000"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * Reads on.
   *
   * @return whether there are that many records by then
   */
  boolean await(long count, Duration atMost) {
    long until = System.nanoTime() + atMost.toNanos();
    while (records < count && System.nanoTime() - until < 0) {
      poll(Duration.ofMillis(20));
    }
    return records >= count;
  }

  /** Reads on for a while. */
  void settle(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - until < 0) {
      poll(Duration.ofMillis(100));
    }
  }

  private void poll(Duration time) {
    consumer
        .poll(time)
        .forEach(
            record -> {
              records++;
              if (record.value() == null) {
                keys.remove(record.key());
              } else {
                keys.add(record.key());
              }
            });
  }

  long records() {
    return records;
  }

  Set<String> keys() {
    return Set.copyOf(keys);
  }

  @Override
  public void close() {
    consumer.close();
  }
}

package dev.mailbridge.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** An independent read-committed consumer of one topic; remembers all it has read. One thread. */
public final class TopicReader implements AutoCloseable {
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();

  private TopicReader(String bootstrapServers, String topic, boolean fromBeginning) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "allow.auto.create.topics", "false"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    if (fromBeginning) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
      // The position is looked up when first asked for: now, not at the first poll.
      partitions.forEach(consumer::position);
    }
  }

  public static TopicReader fromBeginning(String bootstrapServers, String topic) {
    return new TopicReader(bootstrapServers, topic, true);
  }

  /** Sees only what is written from now on. */
  public static TopicReader fromNow(String bootstrapServers, String topic) {
    return new TopicReader(bootstrapServers, topic, false);
  }

  /** All records so far, after another look. */
  public List<ConsumerRecord<String, byte[]>> records() {
    return poll(Duration.ofMillis(50));
  }

  /**
   * Waits for {@code count} records that fit.
   *
   * @throws org.awaitility.core.ConditionTimeoutException when they don't come in time
   */
  public List<ConsumerRecord<String, byte[]>> await(
      int count, Duration atMost, Predicate<ConsumerRecord<String, byte[]>> fits) {
    return Awaitility.await()
        .atMost(atMost)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> poll(Duration.ofMillis(100)).stream().filter(fits).toList(),
            found -> found.size() >= count);
  }

  public ConsumerRecord<String, byte[]> awaitOne(
      Duration atMost, Predicate<ConsumerRecord<String, byte[]>> fits) {
    return await(1, atMost, fits).getFirst();
  }

  private List<ConsumerRecord<String, byte[]>> poll(Duration time) {
    consumer.poll(time).forEach(read::add);
    return List.copyOf(read);
  }

  @Override
  public void close() {
    consumer.close();
  }
}

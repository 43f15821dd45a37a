package dev.mailbridge.benchmarks.poller;

import dev.mailbridge.contracts.CloudEventHeaders;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** An independent read-committed reader of the project's topic, from now on. One thread. */
public final class CommittedEvents implements AutoCloseable {
  private static final String TOPIC = Topics.incoming(ProjectId.of("helpdesk"));

  private final KafkaConsumer<String, byte[]> consumer;
  private final Set<String> ids = new HashSet<>();
  private int records;

  public CommittedEvents(String kafka) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", kafka,
                "isolation.level", "read_committed",
                "max.poll.records", "5000"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(TOPIC).stream()
            .map(info -> new TopicPartition(TOPIC, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /**
   * Reads until so many different events were seen.
   *
   * @return when the last was seen, as {@link System#nanoTime}
   * @throws IllegalStateException when they don't come in time
   */
  public long await(int events, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (ids.size() < events) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "only %d of %d events came in %d s".formatted(ids.size(), events, atMost.toSeconds()));
      }
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        records++;
        ids.add(
            new String(
                record.headers().lastHeader(CloudEventHeaders.ID).value(), StandardCharsets.UTF_8));
      }
    }
    return System.nanoTime();
  }

  /** How many different events were seen. */
  public int seen() {
    return ids.size();
  }

  /** How many records were more than one for an event. */
  public int doubled() {
    return records - ids.size();
  }

  @Override
  public void close() {
    consumer.close();
  }
}

package dev.mailbridge.imappoller.partition;

import dev.mailbridge.imappoller.kafka.KafkaSettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a partition as far as it is committed now. */
@Singleton
public class PartitionReader {
  private static final Duration POLL = Duration.ofMillis(200);
  private final KafkaSettings kafka;

  public PartitionReader(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /**
   * @param from of the record's time; null for all
   * @return when the oldest record that is still kept was written; null when none was deleted yet
   */
  public Instant read(
      String topic,
      int partition,
      Instant from,
      Consumer<ConsumerRecord<String, byte[]>> consumer) {
    TopicPartition source = new TopicPartition(topic, partition);
    try (KafkaConsumer<String, byte[]> reader =
        new KafkaConsumer<>(
            kafka.reading(Map.of("max.poll.records", 5_000, "fetch.max.bytes", 16 << 20)),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      reader.assign(List.of(source));
      long beginning = reader.beginningOffsets(List.of(source)).get(source);
      long end = reader.endOffsets(List.of(source)).get(source);
      reader.seek(source, from == null ? beginning : start(reader, source, from, end));
      Instant oldest = null;
      while (reader.position(source) < end) {
        for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
          if (oldest == null && beginning > 0 && from == null) {
            oldest = Instant.ofEpochMilli(record.timestamp());
          }
          consumer.accept(record);
        }
      }
      return oldest;
    }
  }

  private static long start(
      KafkaConsumer<String, byte[]> reader, TopicPartition source, Instant from, long end) {
    OffsetAndTimestamp found =
        reader.offsetsForTimes(Map.of(source, Math.max(0, from.toEpochMilli()))).get(source);
    return found == null ? end : found.offset();
  }
}

package dev.mailbridge.erase;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic once from its beginning to its present end. */
final class Topic {
  private static final Duration POLL = Duration.ofMillis(500);

  private final Map<String, Object> kafka;
  private final String name;

  Topic(Map<String, Object> kafka, String name) {
    this.kafka = kafka;
    this.name = name;
  }

  void read(Consumer<ConsumerRecord<byte[], byte[]>> each) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    settings.put("allow.auto.create.topics", "false");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(name).stream()
              .map(info -> new TopicPartition(name, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(each);
      }
    } catch (KafkaException e) {
      throw new ErasureException(
          "The topic %s can't be read: check kafka.* in the configuration (%s)."
              .formatted(name, e.getMessage()),
          e);
    }
  }

  /** When a record of that time is gone at the latest; null when it stays. */
  Instant until(Instant written) {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
    try (Admin admin = Admin.create(kafka)) {
      ConfigEntry retention =
          admin
              .describeConfigs(List.of(topic))
              .all()
              .get()
              .get(topic)
              .get(TopicConfig.RETENTION_MS_CONFIG);
      long millis = Long.parseLong(retention.value());
      return millis < 0 ? null : written.plusMillis(millis);
    } catch (ExecutionException e) {
      throw new ErasureException(
          "The retention of %s can't be read (%s).".formatted(name, e.getCause().getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ErasureException("Interrupted; start again, nothing is erased twice.", e);
    }
  }
}

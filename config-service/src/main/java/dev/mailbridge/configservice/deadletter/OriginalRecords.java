package dev.mailbridge.configservice.deadletter;

import dev.mailbridge.platform.problem.ProblemException;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Records that nobody could read stay where they are; here they are fetched from there. */
@ApplicationScoped
class OriginalRecords {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Map<String, Object> kafka;

  OriginalRecords(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.kafka = kafka;
  }

  /** Such as {@code mail.outgoing.helpdesk-3@42}. */
  record Place(String topic, int partition, long offset) {
    private static final Pattern FORM =
        Pattern.compile("(mail\\.[a-z0-9.-]+)-(\\d{1,6})@(\\d{1,18})");

    static Optional<Place> of(String source) {
      Matcher matcher = FORM.matcher(source == null ? "" : source);
      return matcher.matches()
          ? Optional.of(
              new Place(
                  matcher.group(1),
                  Integer.parseInt(matcher.group(2)),
                  Long.parseLong(matcher.group(3))))
          : Optional.empty();
    }
  }

  /** The record's value; empty when the topic doesn't hold it any longer. */
  Optional<byte[]> value(Place place) {
    TopicPartition partition = new TopicPartition(place.topic(), place.partition());
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(List.of(partition));
      Long end = consumer.endOffsets(List.of(partition), LONGEST).get(partition);
      if (end == null || place.offset() >= end) {
        return Optional.empty();
      }
      consumer.seek(partition, place.offset());
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(LONGEST)) {
        return record.offset() == place.offset()
            ? Optional.ofNullable(record.value())
            : Optional.empty();
      }
      return Optional.empty();
    } catch (KafkaException e) {
      throw new ProblemException(
          DeadLetterProblem.UNREACHABLE,
          "The record can't be read: check that Kafka runs and that the topic %s exists."
              .formatted(place.topic()),
          e);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().removeIf(name -> !ConsumerConfig.configNames().contains(name));
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}

package dev.mailbridge.configservice.traffic;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the projects' topics and counts. Offsets are kept beside the counts, in one transaction: no
 * mail counts twice, whatever dies; Kafka's own offsets only share the partitions out.
 */
class TrafficCounter implements AutoCloseable {
  private static final Pattern TOPICS = Pattern.compile("mail\\.(incoming|delivery)\\..+");
  private static final String INCOMING = "mail.incoming.";
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** How far back a partition is counted that is new here: what the charts show. */
  private static final Duration SHOWN = Duration.ofHours(24);

  static final int STEP_MINUTES = 5;

  private final TrafficRepository traffic;
  private final Clock clock;
  private final Map<TopicPartition, Long> counted = new HashMap<>();
  private final KafkaConsumer<byte[], byte[]> consumer;

  TrafficCounter(TrafficRepository traffic, Map<String, Object> kafka, Clock clock) {
    this.traffic = traffic;
    this.clock = clock;
    this.consumer = consumer(kafka);
    consumer.subscribe(TOPICS, new Assignment());
  }

  /**
   * Counts what has come.
   *
   * @throws IllegalStateException when another instance has taken a partition over: begin anew
   */
  void count() {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    if (!records.isEmpty()) {
      QuarkusTransaction.requiringNew().run(() -> store(records));
      records.partitions().forEach(p -> counted.put(p, next(records.records(p))));
    }
  }

  private void store(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> part = records.records(partition);
      if (!traffic.moveOn(partition, counted.getOrDefault(partition, -1L), next(part))) {
        throw new IllegalStateException(partition + " is counted by another instance");
      }
      counts(part).forEach((key, mails) -> traffic.add(key.step(), key.mail(), mails));
    }
  }

  private record Key(Instant step, CountedMail mail) {}

  private static Map<Key, Long> counts(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream()
        .flatMap(
            record ->
                read(record).stream()
                    .flatMap(mail -> Stream.of(mail, mail.ofAll()))
                    .map(mail -> new Key(step(record.timestamp()), mail)))
        .collect(Collectors.groupingBy(key -> key, Collectors.counting()));
  }

  private static Optional<CountedMail> read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    return record.topic().startsWith(INCOMING)
        ? CountedMail.incoming(record.value())
        : CountedMail.delivery(record.value());
  }

  static Instant step(long millis) {
    Instant minute = Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.MINUTES);
    return minute.minusSeconds(minute.getEpochSecond() % (STEP_MINUTES * 60L));
  }

  private static long next(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.getLast().offset() + 1;
  }

  /** Goes on where the database says. */
  private final class Assignment implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      counted.keySet().removeAll(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      Instant since = clock.instant().minus(SHOWN);
      Map<TopicPartition, Long> fresh = new HashMap<>();
      for (TopicPartition partition : partitions) {
        QuarkusTransaction.requiringNew()
            .call(() -> traffic.next(partition))
            .ifPresentOrElse(
                next -> {
                  counted.put(partition, next);
                  consumer.seek(partition, next);
                },
                () -> fresh.put(partition, since.toEpochMilli()));
      }
      Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(fresh, LONGEST);
      Map<TopicPartition, Long> ends = consumer.endOffsets(fresh.keySet(), LONGEST);
      fresh
          .keySet()
          .forEach(
              partition -> {
                OffsetAndTimestamp start = starts.get(partition);
                consumer.seek(partition, start == null ? ends.get(partition) : start.offset());
              });
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().removeIf(name -> !ConsumerConfig.configNames().contains(name));
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, "config-service.traffic");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2000);
    // A new project's topics are noticed within this time.
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 15_000);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    consumer.close();
  }
}

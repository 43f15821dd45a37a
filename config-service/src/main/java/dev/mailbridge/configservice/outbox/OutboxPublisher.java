package dev.mailbridge.configservice.outbox;

import dev.mailbridge.contracts.CloudEventHeaders;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.Dependent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes the oldest entries. Two guards keep two instances from mixing up the order: the lease
 * row lets one publish at a time, and a new holder's {@code initTransactions()} fences whatever the
 * old one still has under way. An entry is removed only after its Kafka transaction was committed;
 * a crash between the two publishes it again, which a compacted topic's reader doesn't notice.
 */
@Dependent
class OutboxPublisher {
  private static final String TRANSACTIONAL_ID = "config-service.outbox";
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final String owner = UUID.randomUUID().toString();
  private final OutboxRepository entries;
  private final OutboxConfig config;
  private final Map<String, Object> kafka;
  private final Clock clock;
  private KafkaProducer<String, byte[]> producer;
  private Instant heldUntil = Instant.MIN;

  OutboxPublisher(
      OutboxRepository entries,
      OutboxConfig config,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      Clock clock) {
    this.entries = entries;
    this.config = config;
    this.kafka = kafka;
    this.clock = clock;
  }

  /**
   * @return how many were published; 0 too when another instance has the lease
   * @throws KafkaException when Kafka didn't take them: nothing was removed, call again later
   */
  int publish() {
    return QuarkusTransaction.requiringNew().timeout(60).call(this::publishLeased);
  }

  private int publishLeased() {
    Instant now = clock.instant();
    Instant until = now.plus(config.lease());
    if (!entries.takeLease(owner, now, until)) {
      close();
      return 0;
    }
    List<OutboxEntry> batch = entries.oldest(config.batch());
    if (!batch.isEmpty()) {
      send(batch, now);
      entries.remove(batch);
    }
    heldUntil = until;
    return batch.size();
  }

  private void send(List<OutboxEntry> batch, Instant now) {
    try {
      // A lease that ran out may have been another's meanwhile, and its producer fenced ours.
      if (producer == null || now.isAfter(heldUntil)) {
        close();
        producer =
            new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
        producer.initTransactions();
      }
      producer.beginTransaction();
      batch.forEach(entry -> producer.send(record(entry)));
      producer.commitTransaction();
    } catch (KafkaException e) {
      // Aborted by the next initTransactions: the batch is sent again, as a whole.
      close();
      throw e;
    }
  }

  private static ProducerRecord<String, byte[]> record(OutboxEntry entry) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(entry.topic, entry.key, entry.payload);
    CloudEventHeaders.write(
        record.headers(),
        entry.type,
        "config-service." + entry.id,
        "/config-service",
        entry.createdAt);
    return record;
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().removeIf(name -> !ProducerConfig.configNames().contains(name));
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, TRANSACTIONAL_ID);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 10);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15_000);
    return settings;
  }

  void close() {
    if (producer != null) {
      producer.close(CLOSE_TIMEOUT);
      producer = null;
    }
  }
}

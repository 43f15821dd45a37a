package dev.mailbridge.smtpsender.outbox;

import dev.mailbridge.contracts.CloudEventHeaders;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/** Writes events to their topics and waits until the brokers have them. */
@Singleton
class OutboxPublisher {
  private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);
  private static final long PATIENCE_SECONDS = 30;

  private final Producer<String, byte[]> producer;

  @Inject
  OutboxPublisher(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.putAll(
        Map.of(
            "client.id",
            "smtp-sender-outbox",
            "acks",
            "all",
            "enable.idempotence",
            true,
            "linger.ms",
            0,
            "max.block.ms",
            5_000,
            "request.timeout.ms",
            5_000,
            "delivery.timeout.ms",
            15_000,
            "enable.metrics.push",
            false));
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  @PreDestroy
  void close() {
    producer.close(java.time.Duration.ofSeconds(5));
  }

  /**
   * @param seqs what Kafka has
   * @param failedTopics where something is missing
   */
  record Published(List<Long> seqs, Set<String> failedTopics) {}

  Published publish(List<OutboxEvent> events) {
    Set<String> failed = new TreeSet<>();
    Map<OutboxEvent, Future<RecordMetadata>> pending = new LinkedHashMap<>();
    for (OutboxEvent event : events) {
      if (!failed.contains(event.topic())) {
        Future<RecordMetadata> sent = producer.send(record(event));
        if (sent.state() == Future.State.FAILED) {
          // The topic isn't there: asking again for each of its events would take for ever.
          fail(event, sent.exceptionNow(), failed);
        } else {
          pending.put(event, sent);
        }
      }
    }
    List<Long> done = new ArrayList<>(pending.size());
    pending.forEach(
        (event, sent) -> {
          try {
            sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            done.add(event.seq());
          } catch (ExecutionException e) {
            fail(event, e.getCause(), failed);
          } catch (TimeoutException e) {
            fail(event, e, failed);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(event, e, failed);
          }
        });
    return new Published(done, failed);
  }

  private static void fail(OutboxEvent event, Throwable cause, Set<String> failed) {
    if (failed.add(event.topic())) {
      LOG.warnf(
          "Topic %s can't be written (%s): see whether it exists and the brokers are up",
          event.topic(), cause);
    }
  }

  private static ProducerRecord<String, byte[]> record(OutboxEvent event) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(event.topic(), event.key(), event.value());
    CloudEventHeaders.write(
        record.headers(), event.type(), event.eventId(), "/smtp-sender", event.at());
    if (event.traceparent() != null) {
      record.headers().add("traceparent", event.traceparent().getBytes(StandardCharsets.US_ASCII));
    }
    return record;
  }
}

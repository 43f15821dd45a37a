package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.contracts.CloudEventHeaders;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxStatus;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.imappoller.kafka.KafkaSettings;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/** Tells mail.status how mailboxes are. What can't be told is dropped: the next one says it all. */
@ApplicationScoped
public class StatusPublisher {
  private static final Logger LOG = Logger.getLogger(StatusPublisher.class);

  private final Producer<byte[], byte[]> producer;

  // One thread, in order; whoever reports a state must not wait for Kafka.
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("status").factory());

  StatusPublisher(KafkaSettings kafka) {
    producer =
        new KafkaProducer<>(
            kafka.with(
                Map.of(
                    "client.id", "imap-poller-status",
                    "max.block.ms", 5_000,
                    "delivery.timeout.ms", 30_000,
                    "request.timeout.ms", 10_000,
                    "linger.ms", 20,
                    "buffer.memory", 4 * 1024 * 1024,
                    "enable.metrics.push", false)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void publish(MailboxStatus status) {
    if (!sender.isShutdown()) {
      sender.execute(() -> send(status));
    }
  }

  private void send(MailboxStatus status) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.STATUS,
            (status.mailboxId() + "/" + status.facet()).getBytes(StandardCharsets.UTF_8),
            ContractJson.write(status));
    CloudEventHeaders.write(
        record.headers(),
        MailboxStatus.TYPE,
        UUID.randomUUID().toString(),
        "/imap-poller",
        status.at());
    try {
      producer.send(
          record,
          (metadata, failure) -> {
            if (failure != null) {
              LOG.debugf("A status was lost: %s", failure.getMessage());
            }
          });
    } catch (RuntimeException e) {
      LOG.debugf("A status was lost: %s", e.getMessage());
    }
  }

  void stop(@Observes ShutdownEvent event) {
    sender.shutdownNow();
    producer.close(Duration.ofSeconds(1));
  }
}

package dev.mailbridge.imappoller.partition;

import dev.mailbridge.imappoller.kafka.KafkaSettings;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the one transactional producer of a partition. */
@Singleton
class PartitionProducers {
  private final KafkaSettings kafka;

  PartitionProducers(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /** Not fenced yet: that is what initTransactions does. */
  Producer<byte[], byte[]> open(int partition) {
    return new KafkaProducer<>(
        kafka.with(
            Map.ofEntries(
                Map.entry("transactional.id", "imap-poller." + partition),
                Map.entry("client.id", "imap-poller." + partition),
                Map.entry("transaction.timeout.ms", 15_000),
                // The default of 100 ms makes transactions that follow each other wait.
                Map.entry("retry.backoff.ms", 10),
                Map.entry("request.timeout.ms", 5_000),
                Map.entry("delivery.timeout.ms", 10_000),
                Map.entry("max.block.ms", 10_000),
                // Each transaction is flushed: until then records gather into full batches.
                Map.entry("linger.ms", 1_000),
                Map.entry("batch.size", 256 * 1024),
                Map.entry("buffer.memory", 16 * 1024 * 1024),
                Map.entry("compression.type", "lz4"),
                Map.entry("enable.metrics.push", false))),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}

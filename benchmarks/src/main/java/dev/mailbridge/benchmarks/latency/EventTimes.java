package dev.mailbridge.benchmarks.latency;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** An independent read-committed reader that notes when each mail's event was seen. */
final class EventTimes implements AutoCloseable {
  private static final String TOPIC = Topics.incoming(ProjectId.of("helpdesk"));

  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<String, CompletableFuture<Long>> seen = new ConcurrentHashMap<>();
  private final AtomicLong events = new AtomicLong();
  private final Thread thread;
  private volatile boolean closed;

  EventTimes(String kafka) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(TOPIC).stream()
            .map(info -> new TopicPartition(TOPIC, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    thread = Thread.ofPlatform().daemon().name("event-times").start(this::read);
  }

  private void read() {
    while (!closed) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        long now = System.nanoTime();
        events.incrementAndGet();
        String messageId = ContractJson.read(record.value(), IncomingMail.class).messageId();
        // The load's mails are counted and forgotten.
        if (messageId.startsWith("<latency-")) {
          of(messageId).complete(now);
        }
      }
    }
    consumer.close();
  }

  /** When the mail's event was seen, as {@link System#nanoTime}. */
  CompletableFuture<Long> of(String messageId) {
    return seen.computeIfAbsent(messageId, id -> new CompletableFuture<>());
  }

  /** All so far, of whatever mailbox. */
  long events() {
    return events.get();
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

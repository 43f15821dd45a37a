package dev.mailbridge.imappoller.conversation;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.SentMail;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.imappoller.kafka.KafkaSettings;
import dev.mailbridge.imappoller.partition.OpenCondition;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/** All of mail.sent in memory, by the Message-ID as the world sees it. */
@ApplicationScoped
public class SentMails implements OpenCondition {
  private static final Logger LOG = Logger.getLogger(SentMails.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration FIRST_POLL = Duration.ofMillis(10);

  private final KafkaSettings kafka;
  private final Map<String, SentMail> byMessageId = new ConcurrentHashMap<>();
  private final CountDownLatch restored = new CountDownLatch(1);
  private KafkaConsumer<String, byte[]> consumer;
  private Thread thread;
  private volatile boolean stopped;

  SentMails(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  void start(@Observes StartupEvent event) {
    consumer =
        new KafkaConsumer<>(
            kafka.reading(Map.of("client.id", "imap-poller-sent", "max.poll.records", 5_000)),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    thread = Thread.ofPlatform().name("sent-mails").start(this::run);
  }

  public Optional<SentMail> find(String messageId) {
    return Optional.ofNullable(byMessageId.get(messageId));
  }

  /** An answer that is read before what it answers is known would lose its ticket. */
  @Override
  public void awaitRestored(int partition) {
    try {
      if (!restored.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("mail.sent is still being read");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void run() {
    try (KafkaConsumer<String, byte[]> closing = consumer) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.SENT).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!stopped) {
        poll();
        if (restored.getCount() > 0
            && ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
          restored.countDown();
        }
      }
    } catch (WakeupException e) {
      LOG.debug("No longer following mail.sent");
    }
  }

  private void poll() {
    try {
      // Until all is known each poll is short: a topic that has nothing would keep it waiting.
      consumer.poll(restored.getCount() > 0 ? FIRST_POLL : POLL).forEach(this::accept);
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warnf("mail.sent can't be followed for the moment: %s", e.getMessage());
    }
  }

  void accept(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      byMessageId.remove(record.key());
      return;
    }
    try {
      byMessageId.put(record.key(), ContractJson.read(record.value(), SentMail.class));
    } catch (UncheckedIOException e) {
      LOG.warnf("A record of mail.sent can't be read: %s", e.getMessage());
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped = true;
    if (thread != null) {
      consumer.wakeup();
      thread.join(Duration.ofSeconds(3));
    }
  }
}

package dev.mailbridge.smtpsender.mailbox;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads the whole of {@code mail.mailboxes} and follows it. Each replica needs every mailbox, from
 * the beginning, and must know when it has them all: that is a table and not a shared stream, so
 * there is no consumer group.
 */
@ApplicationScoped
class MailboxFollower {
  private static final Logger LOG = Logger.getLogger(MailboxFollower.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration FIRST_POLL = Duration.ofMillis(10);

  private final MailboxDirectory directory;
  private final Map<String, Object> settings;
  private volatile KafkaConsumer<String, byte[]> consumer;
  private volatile boolean stopped;

  /**
   * @param kafka all of {@code kafka.*}, TLS and SASL among them
   */
  MailboxFollower(
      MailboxDirectory directory, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.directory = directory;
    this.settings = settings(kafka);
  }

  static Map<String, Object> settings(Map<String, Object> kafka) {
    Map<String, Object> all = new HashMap<>(kafka);
    all.put("client.id", "smtp-sender-mailboxes");
    all.put("isolation.level", "read_committed");
    all.put("enable.auto.commit", false);
    all.put("allow.auto.create.topics", false);
    all.put("enable.metrics.push", false);
    return all;
  }

  void start(@Observes StartupEvent event) {
    Thread.ofVirtual().name("mailbox-follower").start(this::run);
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
    KafkaConsumer<String, byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
  }

  private void run() {
    while (!stopped) {
      try (KafkaConsumer<String, byte[]> opened = open()) {
        consumer = opened;
        follow(opened);
      } catch (WakeupException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warnf("%s can't be read just now: %s", Topics.MAILBOXES, e.toString());
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      }
    }
  }

  private KafkaConsumer<String, byte[]> open() {
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private void follow(KafkaConsumer<String, byte[]> opened) {
    List<TopicPartition> partitions =
        opened.partitionsFor(Topics.MAILBOXES).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new IllegalStateException("the topic doesn't exist yet");
    }
    opened.assign(partitions);
    opened.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = opened.endOffsets(partitions);
    // Until all are known each poll is short: a topic that has none would keep it waiting.
    while (!stopped) {
      opened.poll(directory.complete() ? POLL : FIRST_POLL).forEach(this::take);
      // Positions pass transaction markers too, which no record shows.
      if (!directory.complete()
          && ends.entrySet().stream().allMatch(e -> opened.position(e.getKey()) >= e.getValue())) {
        directory.markComplete();
        LOG.infof("%d mailboxes known", directory.all().size());
      }
    }
  }

  private void take(ConsumerRecord<String, byte[]> definition) {
    try {
      if (definition.value() == null) {
        directory.remove(MailboxId.of(definition.key()));
      } else {
        directory.put(ContractJson.read(definition.value(), MailboxDefinition.class));
      }
    } catch (RuntimeException e) {
      LOG.errorf(
          "%s, partition %d, offset %d isn't a mailbox definition: %s",
          definition.topic(), definition.partition(), definition.offset(), e.getMessage());
    }
  }
}

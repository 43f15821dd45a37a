package dev.mailbridge.imappoller.partition;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.imappoller.PollerConfig;
import dev.mailbridge.imappoller.kafka.KafkaSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/** Follows mail.mailboxes as a member of the pollers' consumer group (guarantee 3). */
@ApplicationScoped
public class MailboxFollower {
  private static final Logger LOG = Logger.getLogger(MailboxFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);

  /** Until the group is joined, so that this is known at once. */
  private static final Duration JOINING_POLL = Duration.ofMillis(20);

  private final KafkaSettings kafka;
  private final PartitionCounts counts;
  private final OwnedPartitions owned;
  private final Clock clock;
  private final Duration sessionTimeout;
  private KafkaConsumer<String, byte[]> consumer;
  private Thread thread;
  private volatile boolean stopped;
  private volatile long lastPoll;

  MailboxFollower(
      KafkaSettings kafka,
      PartitionCounts counts,
      OwnedPartitions owned,
      PollerConfig config,
      Clock clock) {
    this.sessionTimeout = config.sessionTimeout();
    this.kafka = kafka;
    this.counts = counts;
    this.owned = owned;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    LOG.debugf("%d partitions of mailboxes", counts.check());
    consumer =
        new KafkaConsumer<>(
            kafka.reading(
                Map.of(
                    "group.id",
                    "imap-poller",
                    "client.id",
                    "imap-poller-mailboxes",
                    "session.timeout.ms",
                    (int) sessionTimeout.toMillis(),
                    "heartbeat.interval.ms",
                    (int) sessionTimeout.dividedBy(4).toMillis(),
                    "partition.assignment.strategy",
                    CooperativeStickyAssignor.class.getName())),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    thread = Thread.ofPlatform().name("mailboxes").start(this::run);
  }

  private void run() {
    subscribe();
    while (!stopped) {
      try {
        boolean joined = joined();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(joined ? POLL : JOINING_POLL)) {
          apply(record);
        }
        if (joined || joined()) {
          lastPoll = clock.millis();
        }
        owned.checkRestored(consumer);
        if (owned.takeRejoin()) {
          LOG.warn("Joining the group anew, to take back what was lost without its saying so");
          consumer.unsubscribe();
          subscribe();
        }
      } catch (WakeupException e) {
        LOG.debug("No longer following mailboxes");
      } catch (KafkaException e) {
        LOG.warnf("Mailboxes can't be followed for the moment: %s", e.getMessage());
        LockSupport.parkNanos(POLL.toNanos());
      } catch (RuntimeException e) {
        LOG.error("Following mailboxes failed; it goes on with the next change", e);
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
    // Leaves the group: the others take over at once.
    consumer.close();
  }

  private boolean joined() {
    return consumer.groupMetadata().generationId() >= 0;
  }

  private void subscribe() {
    consumer.subscribe(List.of(Topics.MAILBOXES), owned.listener(consumer));
  }

  private void apply(ConsumerRecord<String, byte[]> record) {
    try {
      MailboxDefinition definition =
          record.value() == null
              ? null
              : ContractJson.read(record.value(), MailboxDefinition.class);
      owned.apply(record.partition(), MailboxId.of(record.key()), definition);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      LOG.errorf(
          "The mailbox %s at %s-%d@%d can't be read, and stays as it was: save it again in the web"
              + " admin. %s",
          record.key(), record.topic(), record.partition(), record.offset(), e.getMessage());
    }
  }

  /** Milliseconds since the group was last heard of; for the health check. */
  public long silentFor() {
    return clock.millis() - lastPoll;
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped = true;
    if (thread != null) {
      consumer.wakeup();
      thread.join(Duration.ofSeconds(8));
    }
    owned.close();
  }
}

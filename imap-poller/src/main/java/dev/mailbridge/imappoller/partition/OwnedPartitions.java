package dev.mailbridge.imappoller.partition;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** The partitions that the group gave to this process. All but close: the follower's thread. */
@Singleton
public class OwnedPartitions {
  private static final Logger LOG = Logger.getLogger(OwnedPartitions.class);

  /** A fenced partition whose loss the group hasn't told by then was not lost to a member. */
  private static final Duration FENCED_PATIENCE = Duration.ofSeconds(15);

  private final PartitionProducers producers;
  private final PartitionReader reader;
  private final MailboxLanes lanes;
  private final List<OpenCondition> conditions;
  private final Clock clock;
  private final Map<Integer, PartitionOwner> owners = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> restoring = new HashMap<>();
  private final Map<Integer, Instant> fenced = new ConcurrentHashMap<>();
  private final ScheduledExecutorService executor =
      Executors.newScheduledThreadPool(4, Thread.ofVirtual().name("partitions-", 0).factory());

  OwnedPartitions(
      PartitionProducers producers,
      PartitionReader reader,
      MailboxLanes lanes,
      @All List<OpenCondition> conditions,
      Clock clock) {
    this.producers = producers;
    this.reader = reader;
    this.lanes = lanes;
    this.conditions = conditions;
    this.clock = clock;
  }

  /** What this process owns, in order. */
  public Set<Integer> numbers() {
    return new TreeSet<>(owners.keySet());
  }

  void apply(int partition, MailboxId mailbox, MailboxDefinition definition) {
    PartitionOwner owner = owners.get(partition);
    if (owner != null) {
      owner.apply(mailbox, definition);
    }
  }

  void checkRestored(Consumer<?, ?> consumer) {
    restoring
        .entrySet()
        .removeIf(
            entry -> {
              boolean done = consumer.position(entry.getKey()) >= entry.getValue();
              if (done) {
                owners.get(entry.getKey().partition()).restored();
              }
              return done;
            });
  }

  /** Whether the group must be joined anew. */
  boolean takeRejoin() {
    boolean rejoin =
        fenced.values().stream()
            .anyMatch(since -> since.plus(FENCED_PATIENCE).isBefore(clock.instant()));
    if (rejoin) {
      fenced.clear();
    }
    return rejoin;
  }

  ConsumerRebalanceListener listener(Consumer<?, ?> consumer) {
    return new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assigned(consumer, partitions);
      }

      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        revoked(partitions);
      }
    };
  }

  private void assigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    consumer.seekToBeginning(partitions);
    restoring.putAll(consumer.endOffsets(partitions));
    for (TopicPartition partition : partitions) {
      owners.put(partition.partition(), owner(partition.partition()));
    }
    LOG.infof("Assigned: %s", numbers());
  }

  private PartitionOwner owner(int partition) {
    return new PartitionOwner(
        partition,
        lanes,
        owner -> open(partition, owner),
        executor,
        number -> fenced.put(number, clock.instant()));
  }

  private PartitionSession open(int partition, PartitionOwner owner) {
    conditions.forEach(condition -> condition.awaitRestored(partition));
    return PartitionSession.open(partition, producers, reader, clock, owner);
  }

  /** The successor may start when this returns, so all must have ended. */
  private void revoked(Collection<TopicPartition> partitions) {
    restoring.keySet().removeAll(partitions);
    List<PartitionOwner> releasing =
        partitions.stream()
            .map(partition -> owners.remove(partition.partition()))
            .filter(owner -> owner != null)
            .toList();
    partitions.forEach(partition -> fenced.remove(partition.partition()));
    try (ExecutorService parallel = Executors.newVirtualThreadPerTaskExecutor()) {
      releasing.forEach(owner -> parallel.execute(owner::release));
    }
    LOG.infof("Revoked: %s; still owned: %s", partitions, numbers());
  }

  void close() {
    executor.shutdownNow();
  }
}

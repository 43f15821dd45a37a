package dev.mailbridge.imappoller.directory;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.DirectoryUser;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.imappoller.kafka.KafkaSettings;
import dev.mailbridge.imappoller.partition.OpenCondition;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** All projects' users in memory, kept up to date. */
@ApplicationScoped
public class DirectoryUsers implements OpenCondition {
  private static final Logger LOG = Logger.getLogger(DirectoryUsers.class);
  private static final String PREFIX = "directory.users.";
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration FIRST_POLL = Duration.ofMillis(10);

  /** A new project's topic is noticed after at most this long; its directory is empty at first. */
  private static final Duration LOOK_FOR_TOPICS = Duration.ofSeconds(15);

  private final KafkaSettings kafka;
  private final Map<String, ProjectUsers> byTopic = new ConcurrentHashMap<>();
  private final Set<TopicPartition> followed = new HashSet<>();
  private final CountDownLatch restored = new CountDownLatch(1);
  private KafkaConsumer<String, byte[]> consumer;
  private final CountDownLatch ended = new CountDownLatch(1);
  private Thread thread;

  // The thread's own.
  private long lookAgain = System.nanoTime();
  private Map<TopicPartition, Long> ends;

  DirectoryUsers(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  void start(@Observes StartupEvent event) {
    consumer =
        new KafkaConsumer<>(
            kafka.reading(Map.of("client.id", "imap-poller-directory", "max.poll.records", 5_000)),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    thread = Thread.ofPlatform().name("directory-users").start(this::run);
  }

  /** The address with the user behind it; as it is when the project knows none. */
  public MailAddress known(ProjectId project, MailAddress address) {
    ProjectUsers users = byTopic.get(Topics.users(project));
    return users == null || address.address() == null
        ? address
        : users
            .find(address.address())
            .map(user -> new MailAddress(address.name(), address.address(), user))
            .orElse(address);
  }

  /** A mail that is read before its sender is known could be handled as a stranger's. */
  @Override
  public void awaitRestored(int partition) {
    try {
      if (!restored.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the projects' users are still being read");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void run() {
    try (KafkaConsumer<String, byte[]> closing = consumer) {
      while (ended.getCount() > 0) {
        try {
          follow();
        } catch (WakeupException e) {
          throw e;
        } catch (KafkaException e) {
          LOG.warnf("The projects' users can't be followed for the moment: %s", e.getMessage());
          ended.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (WakeupException e) {
      LOG.debug("No longer following the projects' users");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() throws InterruptedException {
    if (System.nanoTime() - lookAgain >= 0) {
      lookForTopics();
      lookAgain = System.nanoTime() + LOOK_FOR_TOPICS.toNanos();
    }
    if (ends == null) {
      ends = consumer.endOffsets(followed);
    }
    if (followed.isEmpty()) {
      // A consumer without an assignment refuses to poll.
      ended.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      // Until all are known each poll is short: topics that have none would keep it waiting.
      consumer.poll(restored.getCount() > 0 ? FIRST_POLL : POLL).forEach(this::accept);
    }
    if (restored.getCount() > 0 && reachedEnds()) {
      restored.countDown();
      LOG.infof(
          "%d users of %d projects are known",
          byTopic.values().stream().mapToInt(ProjectUsers::size).sum(), byTopic.size());
    }
  }

  private boolean reachedEnds() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void lookForTopics() {
    Set<TopicPartition> now = new HashSet<>();
    consumer.listTopics().entrySet().stream()
        .filter(topic -> topic.getKey().startsWith(PREFIX))
        .forEach(
            topic ->
                topic
                    .getValue()
                    .forEach(one -> now.add(new TopicPartition(one.topic(), one.partition()))));
    if (!now.equals(followed)) {
      List<TopicPartition> added = now.stream().filter(one -> !followed.contains(one)).toList();
      consumer.assign(now);
      if (!added.isEmpty()) {
        // Of none it would mean all.
        consumer.seekToBeginning(added);
      }
      followed.clear();
      followed.addAll(now);
      byTopic.keySet().retainAll(now.stream().map(TopicPartition::topic).toList());
    }
  }

  void accept(ConsumerRecord<String, byte[]> record) {
    ProjectUsers users = byTopic.computeIfAbsent(record.topic(), topic -> new ProjectUsers());
    if (record.value() == null) {
      users.remove(record.key());
      return;
    }
    try {
      users.put(ContractJson.read(record.value(), DirectoryUser.class));
    } catch (UncheckedIOException e) {
      LOG.warnf("A record of %s can't be read: %s", record.topic(), e.getMessage());
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    ended.countDown();
    if (thread != null) {
      consumer.wakeup();
      thread.join(Duration.ofSeconds(3));
    }
  }
}

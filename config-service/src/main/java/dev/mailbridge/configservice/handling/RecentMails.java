package dev.mailbridge.configservice.handling;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.platform.problem.ProblemException;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the end of a project's topic; of no consumer group, so nothing is moved on. */
@ApplicationScoped
class RecentMails {
  static final int MOST = 50;

  /** How far back each partition is read: other mailboxes' mails lie in between. */
  private static final long DEPTH = 200;

  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> kafka;

  RecentMails(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.kafka = kafka;
  }

  /** Newest first, at most {@value #MOST}. */
  List<IncomingMail> of(ProjectId project, MailboxId mailbox) {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.incoming(project), LONGEST).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LONGEST);
      Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions, LONGEST);
      partitions.forEach(
          p -> consumer.seek(p, Math.max(starts.get(p), Math.max(0, ends.get(p) - DEPTH))));
      return read(consumer, ends).stream()
          .filter(mail -> mailbox.equals(mail.mailboxId()))
          .sorted(
              Comparator.comparing(
                      IncomingMail::receivedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                  .reversed())
          .limit(MOST)
          .toList();
    } catch (KafkaException e) {
      throw new ProblemException(
          HandlingProblem.MAILS_UNREACHABLE,
          "The project's last mails can't be read: check that Kafka runs and that the topic %s exists."
              .formatted(Topics.incoming(project)),
          e);
    }
  }

  private static List<IncomingMail> read(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    List<IncomingMail> mails = new ArrayList<>();
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < deadline
        && ends.entrySet().stream()
            .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (record.value() != null) {
          add(mails, record.value());
        }
      }
    }
    return mails;
  }

  /** A record of another make is no reason to show nothing. */
  private static void add(List<IncomingMail> mails, byte[] value) {
    try {
      mails.add(ContractJson.read(value, IncomingMail.class));
    } catch (UncheckedIOException ignored) {
      return;
    }
  }

  private KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().removeIf(name -> !ConsumerConfig.configNames().contains(name));
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }
}

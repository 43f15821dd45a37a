package dev.mailbridge.stack.client;

import dev.mailbridge.contracts.CloudEventHeaders;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.stack.StackException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A project with nothing but a Kafka client: reads (committed only) what comes from now on, writes
 * replies. For one thread.
 */
public final class Project implements AutoCloseable {
  private final ProjectId id;
  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

  public Project(ProjectId id, String bootstrapServers) {
    this.id = id;
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(Topics.incoming(id), Topics.delivery(id))) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** The first event of that topic that fits, once it is there. */
  public <T> T await(String topic, Class<T> type, Duration atMost, Predicate<T> fits) {
    long deadline = System.nanoTime() + atMost.toNanos();
    int next = 0;
    while (true) {
      for (; next < seen.size(); next++) {
        ConsumerRecord<String, byte[]> candidate = seen.get(next);
        if (candidate.topic().equals(topic)) {
          T event = ContractJson.read(candidate.value(), type);
          if (fits.test(event)) {
            return event;
          }
        }
      }
      if (System.nanoTime() > deadline) {
        throw new StackException(
            "Waited %d s in vain for an event on %s".formatted(atMost.toSeconds(), topic));
      }
      consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
    }
  }

  public void publish(OutgoingMail mail) {
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(
            Topics.outgoing(id), mail.mailboxId().value(), ContractJson.write(mail));
    CloudEventHeaders.write(
        message.headers(), OutgoingMail.TYPE, mail.id().value(), "/" + id, Instant.now());
    producer.send(message);
    producer.flush();
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
  }
}

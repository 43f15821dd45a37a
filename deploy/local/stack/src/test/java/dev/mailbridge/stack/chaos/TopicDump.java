package dev.mailbridge.stack.chaos;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All topics' records as they are, whether committed or not: on the disk they are compressed. */
final class TopicDump {
  private TopicDump() {}

  static void write(String kafka, Path file) throws IOException {
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      List<TopicPartition> partitions =
          consumer.listTopics().values().stream()
              .flatMap(List::stream)
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          write(record, out);
        }
      }
    }
  }

  private static void write(ConsumerRecord<byte[], byte[]> record, OutputStream out)
      throws IOException {
    out.write((record.topic() + " ").getBytes(StandardCharsets.UTF_8));
    write(record.key(), out);
    for (Header header : record.headers()) {
      write(header.value(), out);
    }
    write(record.value(), out);
    out.write('\n');
  }

  private static void write(byte[] octets, OutputStream out) throws IOException {
    if (octets != null) {
      out.write(octets);
      out.write(' ');
    }
  }
}

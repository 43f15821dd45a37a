package dev.mailbridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class TopicReaderTest {
  @Test
  void shouldSeeCommittedRecordsOnlyWhenTransactionsAreAbortedToo() {
    // Given
    String servers = SharedKafka.bootstrapServers();
    try (TopicReader reader = TopicReader.fromNow(servers, "mail.incoming.helpdesk");
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "transactional.id", "topic-reader-test"),
                new StringSerializer(),
                new ByteArraySerializer())) {
      producer.initTransactions();

      // When
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("mail.incoming.helpdesk", "aborted", new byte[1]));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("mail.incoming.helpdesk", "committed", new byte[1]));
      producer.commitTransaction();

      // Then
      reader.awaitOne(Duration.ofSeconds(10), record -> record.key().equals("committed"));
      assertThat(reader.records()).extracting(r -> r.key()).containsExactly("committed");
    }
  }
}

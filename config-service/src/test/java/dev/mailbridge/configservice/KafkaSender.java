package dev.mailbridge.configservice;

import dev.mailbridge.contracts.ContractJson;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts onto topics what other services would. */
public final class KafkaSender {
  private KafkaSender() {}

  public static void send(String kafka, String topic, String key, Object value) {
    send(kafka, topic, key, ContractJson.write(value));
  }

  public static void send(String kafka, String topic, String key, byte[] value) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value));
      producer.flush();
    }
  }
}

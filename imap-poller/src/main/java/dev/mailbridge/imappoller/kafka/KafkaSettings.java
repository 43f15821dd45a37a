package dev.mailbridge.imappoller.kafka;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** How every client of ours reaches Kafka: all of {@code kafka.*}. */
@Singleton
public class KafkaSettings {
  private final Map<String, Object> common;

  KafkaSettings(@Identifier("default-kafka-broker") Map<String, Object> common) {
    this.common = Map.copyOf(common);
  }

  /** The common settings and these, which win. */
  public Map<String, Object> with(Map<String, Object> own) {
    Map<String, Object> all = new HashMap<>(common);
    all.putAll(own);
    return all;
  }

  /** For consumers: sees nothing of transactions that aren't committed. */
  public Map<String, Object> reading(Map<String, Object> own) {
    Map<String, Object> all =
        with(
            Map.of(
                "isolation.level", "read_committed",
                "enable.auto.commit", false,
                "allow.auto.create.topics", false,
                "auto.offset.reset", "earliest",
                "enable.metrics.push", false));
    all.putAll(own);
    return all;
  }
}

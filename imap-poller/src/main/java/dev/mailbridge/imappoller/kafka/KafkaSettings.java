package dev.mailbridge.imappoller.kafka;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import net.jpountz.lz4.LZ4Factory;
import org.jboss.logging.Logger;

/** How every client of ours reaches Kafka: all of {@code kafka.*}. */
@Singleton
public class KafkaSettings {
  private static final Logger LOG = Logger.getLogger(KafkaSettings.class);

  private final Map<String, Object> common;

  static {
    loadNativeLz4();
  }

  public KafkaSettings(@Identifier("default-kafka-broker") Map<String, Object> common) {
    this.common = Map.copyOf(common);
  }

  /**
   * By itself lz4 looks for its native code only where the system's class loader loads it, which
   * isn't so in a packaged application; in Java it takes three times the time.
   */
  private static void loadNativeLz4() {
    try {
      LZ4Factory.nativeInstance();
    } catch (LinkageError | RuntimeException e) {
      LOG.debugf("lz4 runs in Java here: %s", e.getMessage());
    }
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

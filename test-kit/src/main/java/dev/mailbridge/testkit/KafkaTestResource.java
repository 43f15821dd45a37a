package dev.mailbridge.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives a {@code @QuarkusTest} the JVM's real broker. */
public class KafkaTestResource implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    return Map.of("kafka.bootstrap.servers", SharedKafka.bootstrapServers());
  }

  @Override
  public void stop() {
    // The broker is shared and ends with the JVM.
  }
}

package dev.mailbridge.tokenservice;

import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A database, a broker, service keys and a new master key. */
public class TokenServiceTestResource implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    try {
      Path folder = Files.createTempDirectory("token-service-test");
      Path keys = Files.createDirectory(folder.resolve("keys"));
      for (String service :
          List.of("config-service", "token-service", "imap-poller", "smtp-sender")) {
        Files.writeString(keys.resolve(service), Callers.keyOf(service));
      }
      Files.writeString(folder.resolve("operator"), Callers.keyOf("operator"));
      Map<String, String> config = new HashMap<>();
      config.put("mail-bridge.registrations.read-expiry-every", "off");
      config.putAll(new PostgresTestResource().start());
      config.putAll(new KafkaTestResource().start());
      config.put("mail-bridge.keys.directory", keys.toString());
      config.put("mail-bridge.keys.operator-key-file", folder.resolve("operator").toString());
      config.put("mail-bridge.master-key.file", folder.resolve("master-key.json").toString());
      config.put("mail-bridge.master-key.create", "true");
      config.put("mail-bridge.registrations.token-file-directory", folder.toString());
      config.put("mail-bridge.identity-provider.timeout", "PT3S");
      config.put("quarkus.http.test-port", "0");
      return config;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    // Everything ends with the JVM.
  }
}

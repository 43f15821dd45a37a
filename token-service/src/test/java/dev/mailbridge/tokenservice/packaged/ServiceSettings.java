package dev.mailbridge.tokenservice.packaged;

import dev.mailbridge.testkit.SharedKafka;
import dev.mailbridge.testkit.SharedPostgres;
import dev.mailbridge.tokenservice.Callers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the packaged service needs to start: a new database, keys, a new master key. */
final class ServiceSettings {
  private ServiceSettings() {}

  static Map<String, String> in(Path folder) throws IOException {
    Path keys = Files.createDirectory(folder.resolve("keys"));
    for (String service : List.of("config-service", "token-service", "imap-poller")) {
      Files.writeString(keys.resolve(service), Callers.keyOf(service));
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.datasource.jdbc.url", SharedPostgres.newDatabase());
    settings.put("quarkus.datasource.username", "postgres");
    settings.put("quarkus.datasource.password", "postgres");
    settings.put("kafka.bootstrap.servers", SharedKafka.bootstrapServers());
    settings.put("mail-bridge.keys.directory", keys.toString());
    settings.put("mail-bridge.master-key.file", folder.resolve("master-key.json").toString());
    settings.put("mail-bridge.master-key.create", "true");
    settings.put("mail-bridge.sign-in.local-url", "http://localhost:3017");
    return settings;
  }
}

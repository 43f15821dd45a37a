package dev.mailbridge.erase;

import dev.mailbridge.content.ContentStore;
import dev.mailbridge.content.ContentStores;
import dev.mailbridge.content.S3Settings;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Where everything is; the names are the services' own. A password never prints. */
record Settings(Properties values) {
  private static final String KAFKA = "kafka.";

  static Settings read(Path file) {
    Properties values = new Properties();
    try (Reader text = Files.newBufferedReader(file)) {
      values.load(text);
    } catch (IOException e) {
      throw new ErasureException("Can't read the configuration %s.".formatted(file), e);
    }
    return new Settings(values);
  }

  /** All of {@code kafka.*}, without the prefix. */
  Map<String, Object> kafka() {
    Map<String, Object> kafka = new HashMap<>();
    for (String name : values.stringPropertyNames()) {
      if (name.startsWith(KAFKA)) {
        kafka.put(name.substring(KAFKA.length()), values.getProperty(name));
      }
    }
    return kafka;
  }

  ContentStore content(Clock clock) {
    Optional<S3Settings> s3 =
        value("mail-bridge.content.s3.bucket")
            .map(
                bucket ->
                    new S3Settings(
                        bucket,
                        value("mail-bridge.content.s3.region").orElse("us-east-1"),
                        value("mail-bridge.content.s3.endpoint").map(URI::create),
                        value("mail-bridge.content.s3.path-style")
                            .map("true"::equals)
                            .orElse(false)));
    Optional<Path> folder =
        s3.isPresent() ? Optional.empty() : value("mail-bridge.content.directory").map(Path::of);
    return ContentStores.open(folder, s3, clock);
  }

  /** A service's database: {@code <service>.jdbc.url}, {@code .username}, {@code .password}. */
  Connection database(String service) {
    try {
      return DriverManager.getConnection(
          value(service + ".jdbc.url").orElse(""),
          value(service + ".jdbc.username").orElse(null),
          value(service + ".jdbc.password").orElse(null));
    } catch (SQLException e) {
      throw new ErasureException(
          "The database of %s can't be reached: check %s.jdbc.* in the configuration (%s)."
              .formatted(service, service, e.getMessage()),
          e);
    }
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(values.getProperty(name)).filter(value -> !value.isBlank());
  }

  @Override
  public String toString() {
    return "Settings" + values.stringPropertyNames();
  }
}

package dev.mailbridge.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** One real PostgreSQL for all tests of a JVM; each caller gets a database of its own. */
public final class SharedPostgres {
  private static final String PROPERTY = "mail-bridge.test.postgres-port";

  private SharedPostgres() {}

  /** The JDBC URL of a new, empty database; user {@code postgres}, no password. */
  public static String newDatabase() {
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = DriverManager.getConnection(url("postgres"), "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return url(name);
  }

  private static String url(String database) {
    return "jdbc:postgresql://localhost:%s/%s".formatted(port(), database);
  }

  private static synchronized String port() {
    String running = System.getProperty(PROPERTY);
    if (running != null) {
      return running;
    }
    try {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setPort(FreePorts.next())
              .setServerConfig("fsync", "off")
              .setServerConfig("max_connections", "200")
              .start();
      System.setProperty(PROPERTY, Integer.toString(postgres.getPort()));
      return System.getProperty(PROPERTY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

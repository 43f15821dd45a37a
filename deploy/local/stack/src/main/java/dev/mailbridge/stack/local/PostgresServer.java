package dev.mailbridge.stack.local;

import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.process.Watchdog;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** PostgreSQL from Maven's binaries, with a database and a user of the same name per service. */
final class PostgresServer implements AutoCloseable {
  static final List<String> DATABASES = List.of("token_service", "config_service", "smtp_sender");

  private final EmbeddedPostgres server;

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  static PostgresServer start(StackSettings settings, Watchdog watchdog) {
    Path data = settings.folder().postgresql();
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setPort(settings.ports().of(StackPort.POSTGRESQL))
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setPGStartupWait(Duration.ofSeconds(60))
              // Both are off for quick tests unless said: a crash would then take back commits.
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("fsync", "on")
              .setServerConfig("max_connections", "100")
              .setServerConfig("shared_buffers", "32MB")
              .setServerConfig("listen_addresses", "localhost")
              .start();
      watchdog.watch(postmaster(data));
      PostgresServer result = new PostgresServer(server);
      result.createDatabases();
      return result;
    } catch (IOException | SQLException | IllegalStateException e) {
      throw new StackException("PostgreSQL did not start: " + e.getMessage(), e);
    }
  }

  private static long postmaster(Path data) throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
  }

  /** The postmaster and its workers. */
  static List<Long> processes(StackFolder folder) throws IOException {
    long postmaster = postmaster(folder.postgresql());
    return Stream.concat(
            Stream.of(postmaster),
            ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid))
        .toList();
  }

  private void createDatabases() throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String name : DATABASES) {
        if (!exists(statement, name)) {
          statement.execute("create role %s login".formatted(name));
          statement.execute("create database %s owner %s".formatted(name, name));
        }
      }
    }
  }

  private static boolean exists(Statement statement, String database) throws SQLException {
    try (ResultSet found =
        statement.executeQuery(
            "select 1 from pg_database where datname = '%s'".formatted(database))) {
      return found.next();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new StackException("PostgreSQL did not stop: " + e.getMessage(), e);
    }
  }
}

package dev.mailbridge.stack.chaos;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** All rows as text, binary columns in hex: in the files a long value is compressed. */
final class DatabaseDump {
  private static final String TABLES =
      "select format('%I.%I', table_schema, table_name) from information_schema.tables"
          + " where table_type = 'BASE TABLE'"
          + " and table_schema not in ('pg_catalog', 'information_schema')";

  private DatabaseDump() {}

  static void write(int port, String database, Path file) throws IOException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://localhost:%d/%s?user=postgres".formatted(port, database));
        Statement statement = connection.createStatement();
        BufferedWriter out = Files.newBufferedWriter(file)) {
      for (String table : column(statement, TABLES)) {
        for (String row : column(statement, "select t::text from %s t".formatted(table))) {
          out.write(table + " " + row + "\n");
        }
      }
    } catch (SQLException e) {
      throw new IOException("The database %s can't be dumped".formatted(database), e);
    }
  }

  private static List<String> column(Statement statement, String query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}

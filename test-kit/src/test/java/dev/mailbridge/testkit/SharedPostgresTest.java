package dev.mailbridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

class SharedPostgresTest {
  @Test
  void shouldGiveAnEmptyDatabaseOfItsOwnWhenAskedAgain() throws Exception {
    String first = SharedPostgres.newDatabase();
    String second = SharedPostgres.newDatabase();

    assertThat(second).isNotEqualTo(first);
    try (var connection = DriverManager.getConnection(second, "postgres", "postgres");
        var tables = connection.getMetaData().getTables(null, "public", "%", null)) {
      assertThat(tables.next()).isFalse();
    }
  }
}

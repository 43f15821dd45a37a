package dev.mailbridge.tokenservice.vault;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Ends the start when the master key doesn't fit the database: better at once than at the first
 * refresh, and never a second key beside the lost first one.
 */
@ApplicationScoped
class MasterKeyCheck {
  private static final String PLACE = "master-key-check";

  private final Vault vault;
  private final DataSource database;

  MasterKeyCheck(Vault vault, DataSource database) {
    this.vault = vault;
    this.database = database;
  }

  void check(@Observes StartupEvent started) {
    try (Connection connection = database.getConnection()) {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into master_key_check values (1, ?) on conflict do nothing")) {
        insert.setBytes(1, vault.seal(PLACE, PLACE));
        insert.executeUpdate();
      }
      try (PreparedStatement select =
              connection.prepareStatement("select probe_sealed from master_key_check");
          ResultSet probe = select.executeQuery()) {
        probe.next();
        vault.open(probe.getBytes(1), PLACE);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The master key can't be checked against the database.", e);
    }
  }
}

package dev.mailbridge.configservice;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** All tests share one application and its database: this is how one starts as on the first day. */
public final class CleanConfiguration {
  private CleanConfiguration() {}

  /** Accounts, their sessions and the project helpdesk stay. */
  public static void make() {
    try (Connection connection =
            Arc.container().instance(AgroalDataSource.class).get().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "truncate mailbox, mailbox_status, outbox, grant_removal, audit_entry, setting,"
              + " directory_import, directory_run, directory_user, directory_stage, dead_letter,"
              + " traffic");
      statement.execute("delete from project where id <> 'helpdesk'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

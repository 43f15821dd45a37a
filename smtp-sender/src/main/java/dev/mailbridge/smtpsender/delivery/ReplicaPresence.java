package dev.mailbridge.smtpsender.delivery;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Shows the other replicas that this one lives: a lock that PostgreSQL lets go of when the
 * connection ends, and so within a moment of this process' death, however it dies.
 */
@Singleton
class ReplicaPresence {
  /** Of the advisory locks in this database, ours. */
  static final int LOCK_CLASS = 3019;

  // After the dispatcher, whose mails under way end first.
  private static final int LAST = 5_000;

  private static final Logger LOG = Logger.getLogger(ReplicaPresence.class);

  private final DataSource database;
  private final String replica = UUID.randomUUID().toString();
  private Connection connection;

  ReplicaPresence(DataSource database) {
    this.database = database;
  }

  /** This process' name among the owners of leases. */
  String replica() {
    return replica;
  }

  /** Called before a lease is taken, and regularly: the connection may have been lost. */
  synchronized void show() {
    try {
      if (connection != null && connection.isValid(5)) {
        return;
      }
      hide();
      Connection next = database.getConnection();
      try (PreparedStatement lock =
          next.prepareStatement("select pg_try_advisory_lock(?, hashtext(?))")) {
        lock.setInt(1, LOCK_CLASS);
        lock.setString(2, replica);
        lock.execute();
        connection = next;
      } finally {
        if (connection == null) {
          next.close();
        }
      }
    } catch (SQLException e) {
      // Without it, others wait for the lease's end, or take the mailbox over: both are safe.
      LOG.warnf("The database can't be told just now that this replica lives: %s", e.getMessage());
    }
  }

  void stop(@Observes @Priority(LAST) ShutdownEvent event) {
    hide();
  }

  private synchronized void hide() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try (open;
          PreparedStatement unlock =
              open.prepareStatement("select pg_advisory_unlock(?, hashtext(?))")) {
        unlock.setInt(1, LOCK_CLASS);
        unlock.setString(2, replica);
        unlock.execute();
      } catch (SQLException e) {
        LOG.debugf("The lock has gone with its connection: %s", e.getMessage());
      }
    }
  }
}

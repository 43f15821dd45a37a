package dev.mailbridge.tokenservice.audit;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.token.TokenPurpose;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Who read which token. Reads are counted in memory and written once a second, one row for each
 * reader, mailbox and purpose: thousands a second must not wait for a disk.
 */
@ApplicationScoped
public class TokenReads {
  private static final Logger LOG = Logger.getLogger(TokenReads.class);

  private final DataSource database;
  private final Clock clock;
  private final Map<Read, Integer> counts = new ConcurrentHashMap<>();

  private record Read(String actor, String mailboxId, TokenPurpose purpose) {}

  TokenReads(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  public void count(String actor, MailboxId mailbox, TokenPurpose purpose) {
    counts.merge(new Read(actor, mailbox.value(), purpose), 1, Integer::sum);
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void write() {
    if (counts.isEmpty()) {
      return;
    }
    Map<Read, Integer> written = new HashMap<>();
    for (Read read : counts.keySet()) {
      written.put(read, counts.remove(read));
    }
    try {
      QuarkusTransaction.requiringNew().run(() -> insert(written));
    } catch (RuntimeException e) {
      LOG.errorf(
          "%d audit entries of token reads can't be written now; they are kept.", written.size());
      written.forEach((read, times) -> counts.merge(read, times, Integer::sum));
    }
  }

  private void insert(Map<Read, Integer> reads) {
    Timestamp now = Timestamp.from(now());
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into audit (at, actor, action, mailbox_id, purpose, times)"
                    + " values (?, ?, 'token-read', ?, ?, ?)")) {
      for (Map.Entry<Read, Integer> entry : reads.entrySet()) {
        insert.setTimestamp(1, now);
        insert.setString(2, entry.getKey().actor());
        insert.setString(3, entry.getKey().mailboxId());
        insert.setString(4, entry.getKey().purpose().code());
        insert.setInt(5, entry.getValue());
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Instant now() {
    return clock.instant();
  }

  void stop(@Observes ShutdownEvent stopping) {
    write();
  }
}

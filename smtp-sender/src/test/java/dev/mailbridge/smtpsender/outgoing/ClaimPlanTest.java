package dev.mailbridge.smtpsender.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.smtpsender.fixture.SenderTestProfile;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import dev.mailbridge.testkit.SimulatorTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Claiming must stay quick however many mails are stored; ./bench send measures it. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(SimulatorTestResource.class)
@TestProfile(SenderTestProfile.class)
class ClaimPlanTest {
  private static final String STORED =
      """
      insert into outgoing_mail (project, id, mailbox_id, command, content_hash, kind, priority,
        state, conversation, recipients, accepted_at, due_at)
      select 'plan', '%s-' || i, 'plan-' || i %% 10, '{}', 'x', 'REPLY', 0, '%s', 'ticket ' || i,
        '[]', now(), now()
      from generate_series(1, %d) i
      """;

  @Inject DataSource database;

  @Test
  void shouldFindTheNextMailByIndexAndPassByWhatOthersHave() throws SQLException {
    // Given
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(STORED.formatted("sent", "SENT", 20_000));
      statement.execute(STORED.formatted("waiting", "ACCEPTED", 2_000));
      statement.execute("analyze outgoing_mail");

      // When
      String plan =
          plan(
              statement,
              OutgoingQueue.CLAIM
                  .replace("?1", "now()")
                  .replace("?2", "'plan-1'")
                  .replace("?3", "0")
                  .replace("?4", "6"));

      // Then
      assertThat(plan)
          .contains("LockRows", "outgoing_mail_waiting")
          .doesNotContain("Seq Scan", "Sort Key");
      assertThat(OutgoingQueue.CLAIM).contains("for update skip locked");
      connection.rollback();
    }
  }

  private static String plan(Statement statement, String sql) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (ResultSet line = statement.executeQuery("explain " + sql)) {
      while (line.next()) {
        plan.append(line.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }
}

package dev.mailbridge.smtpsender.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.smtpsender.fixture.HelpDesk;
import dev.mailbridge.smtpsender.fixture.ScriptedServerTest;
import dev.mailbridge.smtpsender.fixture.SenderTestProfile;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import dev.mailbridge.testkit.SimulatorTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Two replicas and one mailbox: one of them sends, and the pace is the mailbox's. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(SimulatorTestResource.class)
@TestProfile(SenderTestProfile.class)
class ReplicaTest extends ScriptedServerTest {
  private static final String OTHER = "the-other-replica";

  @Inject DataSource database;

  @Test
  void shouldKeepTheMailboxesPaceWhenTheOtherReplicaDies() throws SQLException {
    // Given: the other one lives, has the mailbox, and has sent 29 of the minute's 30 mails
    String mailbox = "mailbox-" + UUID.randomUUID();
    List<OutgoingMail> mails =
        List.of(helpDesk.reply(mailbox, "R-1"), helpDesk.reply(mailbox, "R-2"));
    try (Connection others = database.getConnection()) {
      run(others, "select pg_advisory_lock(?, hashtext('" + OTHER + "'))", 3019);
      lease(mailbox);
      sent(mailbox, 29);
      helpDesk.define(HelpDesk.mailbox(mailbox, "helpdesk", server.port(), 1, null, null));

      // When
      mails.forEach(helpDesk::send);

      // Then: this one leaves the mailbox alone
      mails.forEach(mail -> helpDesk.reports(mail, 1));
      await()
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(10))
          .until(() -> server.connectionCount() == 0);

      // When: it dies
      run(others, "select pg_advisory_unlock(?, hashtext('" + OTHER + "'))", 3019);
    }

    // Then: its mails count
    List<DeliveryReport> first = helpDesk.reports(mails.getFirst(), 2);
    assertThat(first.getLast().state()).isEqualTo(DeliveryState.SENT);
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(10))
        .until(() -> server.queued().size() == 1);
  }

  private void lease(String mailbox) throws SQLException {
    execute(
        """
        insert into sending_mailbox (mailbox_id, lease_owner, lease_until)
        values (?, '%s', now() + interval '1 hour')
        """
            .formatted(OTHER),
        mailbox);
  }

  private void sent(String mailbox, int count) throws SQLException {
    execute(
        """
        insert into outgoing_mail (project, id, mailbox_id, command, content_hash, kind, priority,
          state, recipients, accepted_at, due_at, settled_at)
        values ('helpdesk', ?, 'elsewhere', '{}', 'x', 'REPLY', 0, 'SENT', '[]', now(), now(), now())
        """,
        "sent-of-" + mailbox);
    for (int i = 0; i < count; i++) {
      execute(
          """
          insert into mail_history (mail_seq, mailbox_id, event, attempt, recipients, state, at)
          select seq, ?, 'ATTEMPT', 1, 1, 'SENT', now() from outgoing_mail where id = ?
          """,
          mailbox,
          "sent-of-" + mailbox);
    }
  }

  private void execute(String sql, Object... values) throws SQLException {
    try (Connection connection = database.getConnection()) {
      run(connection, sql, values);
    }
  }

  private static void run(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }
}

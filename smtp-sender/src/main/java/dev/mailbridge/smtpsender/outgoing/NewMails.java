package dev.mailbridge.smtpsender.outgoing;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * Stores a command, in plain SQL: Hibernate plans an insert of its own language anew each time,
 * which costs more than everything else that a command needs.
 */
@Singleton
class NewMails {
  private static final String INSERT =
      """
      insert into outgoing_mail (project, id, mailbox_id, command, content_hash, kind, priority,
        conversation, ticket_ref, subject, traceparent, auto_recipient, state, recipients, reason,
        remedy, accepted_at, due_at, settled_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (project, id) do nothing
      """;

  private final DataSource database;

  NewMails(DataSource database) {
    this.database = database;
  }

  /**
   * Part of the caller's transaction.
   *
   * @return false when the project has a mail with this id: nothing is written
   */
  boolean insert(StoredMail mail) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, mail.project);
      insert.setString(2, mail.outgoingId);
      insert.setString(3, mail.mailboxId);
      insert.setString(4, mail.command);
      insert.setString(5, mail.contentHash);
      insert.setString(6, mail.kind.name());
      insert.setShort(7, mail.priority);
      insert.setString(8, mail.conversation);
      insert.setString(9, mail.ticketRef);
      insert.setString(10, mail.subject);
      insert.setString(11, mail.traceparent);
      insert.setString(12, mail.autoRecipient);
      insert.setString(13, mail.state.name());
      insert.setString(14, mail.recipients);
      insert.setString(15, mail.reason == null ? null : mail.reason.name());
      insert.setString(16, mail.remedy);
      time(insert, 17, mail.acceptedAt);
      time(insert, 18, mail.dueAt);
      time(insert, 19, mail.settledAt);
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      throw new IllegalStateException("mail " + mail.id() + " can't be stored", e);
    }
  }

  private static void time(PreparedStatement statement, int index, Instant time)
      throws SQLException {
    statement.setObject(
        index, time == null ? null : time.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
  }
}

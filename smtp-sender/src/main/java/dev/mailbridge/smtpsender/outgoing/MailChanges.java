package dev.mailbridge.smtpsender.outgoing;

import dev.mailbridge.smtpsender.outgoing.MailHistory.Event;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import javax.sql.DataSource;

/**
 * Writes a mail's change and its line of history at once, and lets the next of its conversation go:
 * one round trip for what every mail needs.
 */
@Singleton
class MailChanges {
  private static final String CHANGE =
      """
      with changed as (
        update outgoing_mail set state = ?, recipients = ?, reason = ?, remedy = ?, smtp_code = ?,
          smtp_enhanced = ?, smtp_text = ?, due_at = ?, settled_at = ?, server_message_id = ?,
          was_uncertain = ?, uncertain_since = ?, absences = ?, behind = false
        where seq = ? and state = ?
        returning seq, mailbox_id, attempts, state, reason, smtp_code, smtp_enhanced, smtp_text,
          attempt_started_at, conversation, priority),
      released as (
        update outgoing_mail set behind = false
        where seq = (
          select n.seq from outgoing_mail n, changed c
          where c.state not in ('ACCEPTED', 'DEFERRED', 'PAUSED')
            and n.mailbox_id = c.mailbox_id and n.conversation = c.conversation
            and n.priority = c.priority and n.behind and n.seq <> c.seq
            and n.state in ('ACCEPTED', 'DEFERRED', 'PAUSED')
          order by n.seq limit 1))
      insert into mail_history (mail_seq, mailbox_id, event, attempt, recipients, state, reason,
        smtp_code, smtp_enhanced, smtp_text, actor, conversation, started_at, at)
      select seq, mailbox_id, ?, attempts, ?, state, reason, smtp_code, smtp_enhanced, smtp_text,
        cast(? as varchar), cast(? as text), attempt_started_at, cast(? as timestamptz)
      from changed
      """;

  private static final String IDENTIFY =
      "update outgoing_mail set message_id = ?, sender_address = ?, thread = ? where seq = ?";

  private final DataSource database;

  MailChanges(DataSource database) {
    this.database = database;
  }

  /**
   * Part of the caller's transaction.
   *
   * @param actor who did it, null for the sender itself
   * @param conversation what was said, null for nothing
   * @return false when the mail has left the state before: nothing is written
   */
  boolean write(
      StoredMail mail,
      MailState before,
      Event event,
      String actor,
      String conversation,
      Instant now) {
    try (Connection connection = database.getConnection();
        PreparedStatement change = connection.prepareStatement(CHANGE)) {
      set(change, mail, before);
      change.setString(16, event.name());
      change.setInt(17, mail.recipients().size());
      change.setString(18, actor);
      change.setString(19, conversation == null ? null : conversation.replace('\0', ' '));
      time(change, 20, now);
      return change.executeUpdate() == 1;
    } catch (SQLException e) {
      throw new IllegalStateException("the change of mail " + mail.id() + " can't be stored", e);
    }
  }

  /** Id, sender and thread of first attempts. Part of the caller's transaction. */
  void storeIds(Collection<StoredMail> mails) {
    try (Connection connection = database.getConnection();
        PreparedStatement identify = connection.prepareStatement(IDENTIFY)) {
      for (StoredMail mail : mails) {
        identify.setString(1, mail.messageId);
        identify.setString(2, mail.senderAddress);
        identify.setString(3, mail.thread);
        identify.setLong(4, mail.seq);
        identify.addBatch();
      }
      identify.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException("the ids of mails can't be stored", e);
    }
  }

  private static void set(PreparedStatement change, StoredMail mail, MailState before)
      throws SQLException {
    change.setString(1, mail.state.name());
    change.setString(2, mail.recipients);
    change.setString(3, mail.reason == null ? null : mail.reason.name());
    change.setString(4, mail.remedy);
    change.setObject(5, mail.smtpCode, Types.INTEGER);
    change.setString(6, mail.smtpEnhanced);
    change.setString(7, mail.smtpText);
    time(change, 8, mail.dueAt);
    time(change, 9, mail.settledAt);
    change.setString(10, mail.serverMessageId);
    change.setBoolean(11, mail.wasUncertain);
    time(change, 12, mail.uncertainSince);
    change.setShort(13, mail.absences);
    change.setLong(14, mail.seq);
    change.setString(15, before.name());
  }

  private static void time(PreparedStatement statement, int index, Instant time)
      throws SQLException {
    statement.setObject(
        index, time == null ? null : time.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
  }
}

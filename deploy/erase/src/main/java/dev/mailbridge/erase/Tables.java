package dev.mailbridge.erase;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The rows about a person in the services' databases. */
final class Tables {
  private static final String SETTLED = "('SENT', 'REFUSED', 'FAILED', 'BOUNCED', 'CANCELLED')";

  private static final String REPLIES =
      " from outgoing_mail where project = ? and (lower(recipients) like ? escape '!'"
          + " or lower(command) like ? escape '!') and state ";

  /** The project's topic loses the entry too, by the outbox; people's events go in lane 1. */
  private static final String FORGET =
      """
      with gone as (
        delete from directory_user where project = ?
          and (lower(event) like ? escape '!' or lower(source) like ? escape '!')
        returning id),
      told as (
        insert into outbox (topic, key, type, payload, created_at, lane)
        select ?, id, 'dev.mailbridge.directory-user.v1', null, now(), 1 from gone)
      select count(*) from gone
      """;

  private static final String KNOWN =
      """
      select count(*) from directory_user where project = ?
        and (lower(event) like ? escape '!' or lower(source) like ? escape '!')
      """;

  private Tables() {}

  /** Mails to the person that have ended. */
  static int replies(Connection sender, String project, String address, boolean dryRun) {
    String pattern = quoted(address);
    return dryRun
        ? number(sender, "select count(*)" + REPLIES + "in " + SETTLED, project, pattern, pattern)
        : changed(sender, "delete" + REPLIES + "in " + SETTLED, project, pattern, pattern);
  }

  /** Mails to the person that have not. */
  static int underWay(Connection sender, String project, String address) {
    String pattern = quoted(address);
    return number(
        sender, "select count(*)" + REPLIES + "not in " + SETTLED, project, pattern, pattern);
  }

  static int directory(Connection config, String project, String address, boolean dryRun) {
    String pattern = quoted(address);
    return dryRun
        ? number(config, KNOWN, project, pattern, pattern)
        : number(config, FORGET, project, pattern, pattern, "directory.users." + project);
  }

  /** The address as a JSON string, so that ann@x doesn't find joann@x. */
  private static String quoted(String address) {
    return "%\"" + address.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "\"%";
  }

  private static int number(Connection database, String query, String... values) {
    try (PreparedStatement statement = prepared(database, query, values);
        ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getInt(1);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static int changed(Connection database, String change, String... values) {
    try (PreparedStatement statement = prepared(database, change, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static PreparedStatement prepared(Connection database, String sql, String... values)
      throws SQLException {
    PreparedStatement statement = database.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setString(i + 1, values[i]);
    }
    return statement;
  }

  private static ErasureException failed(SQLException e) {
    return new ErasureException(
        "A database refused: is this program of the services' version? (%s)"
            .formatted(e.getMessage()),
        e);
  }
}

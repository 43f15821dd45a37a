package dev.mailbridge.configservice.directory.run;

import dev.mailbridge.configservice.directory.run.Change.Compared;
import dev.mailbridge.configservice.directory.run.Change.Known;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.Session;

/** What is listed and what is remembered, read by the thousand. Needs a transaction. */
@ApplicationScoped
class UserTables {
  private static final int FETCH = 1_000;

  private final EntityManager entities;

  UserTables(EntityManager entities) {
    this.entities = entities;
  }

  /** A statement's parameters. */
  @FunctionalInterface
  interface Parameters {
    void set(PreparedStatement statement, Connection connection) throws SQLException;
  }

  /** One row. */
  @FunctionalInterface
  interface Row {
    void accept(ResultSet row) throws SQLException;
  }

  int update(String sql, Parameters parameters) {
    return entities
        .unwrap(Session.class)
        .doReturningWork(
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(sql)) {
                parameters.set(statement, connection);
                return statement.executeUpdate();
              }
            });
  }

  void query(String sql, Parameters parameters, Row row) {
    entities
        .unwrap(Session.class)
        .doWork(
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(FETCH);
                parameters.set(statement, connection);
                try (ResultSet found = statement.executeQuery()) {
                  while (found.next()) {
                    row.accept(found);
                  }
                }
              }
            });
  }

  void clearStage(String project) {
    update("delete from directory_stage where project = ?", (s, c) -> s.setString(1, project));
  }

  private static final String STAGE =
      """
      insert into directory_stage (project, id, source, memberships, wanted, event, hash, enabled)
      select ?, u.id, u.source, u.memberships, u.event is not null, u.event, u.hash,
             coalesce(u.enabled, false)
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[])
        as u(id, source, memberships, event, hash, enabled)
      on conflict (project, id) do update set source = excluded.source,
        memberships = excluded.memberships, wanted = excluded.wanted, event = excluded.event,
        hash = excluded.hash, enabled = excluded.enabled
      """;

  /** A user who was listed before is replaced; none may be in the list twice. */
  void stage(String project, List<StagedUser> users) {
    if (users.isEmpty()) {
      return;
    }
    update(
        STAGE,
        (s, c) -> {
          s.setString(1, project);
          s.setArray(2, texts(c, users, StagedUser::id));
          s.setArray(3, texts(c, users, StagedUser::source));
          s.setArray(4, texts(c, users, StagedUser::memberships));
          s.setArray(5, texts(c, users, StagedUser::event));
          s.setArray(6, texts(c, users, StagedUser::hash));
          s.setArray(
              7, c.createArrayOf("boolean", users.stream().map(StagedUser::enabled).toArray()));
        });
  }

  static <T> java.sql.Array texts(Connection connection, List<T> of, Function<T, String> text)
      throws SQLException {
    return connection.createArrayOf("text", of.stream().map(text).toArray());
  }

  /** What Graph told of these users before, in this run or an earlier one. */
  Map<String, String> sources(String project, List<String> ids) {
    Map<String, String> sources = new HashMap<>();
    query(
        """
        select x.id, case when s.id is null then u.source else s.source end
        from unnest(?::text[]) as x(id)
        left join directory_stage s on s.project = ? and s.id = x.id
        left join directory_user u on u.project = ? and u.id = x.id
        """,
        (s, c) -> {
          s.setArray(1, texts(c, ids, id -> id));
          s.setString(2, project);
          s.setString(3, project);
        },
        row -> sources.put(row.getString(1), row.getString(2)));
    return sources;
  }

  /** The remembered memberships of those whom this run hasn't listed. */
  void memberships(String project, BiConsumer<String, String> user) {
    query(
        """
        select u.id, u.memberships from directory_user u
        where u.project = ? and u.source is not null and not exists
          (select 1 from directory_stage s where s.project = u.project and s.id = u.id)
        """,
        (s, c) -> s.setString(1, project),
        row -> user.accept(row.getString(1), row.getString(2)));
  }

  long enabled(String project) {
    List<Long> count = new ArrayList<>();
    query(
        "select count(*) from directory_user where project = ? and state = 'in' and enabled",
        (s, c) -> s.setString(1, project),
        row -> count.add(row.getLong(1)));
    return count.getFirst();
  }

  /** Whether it is the address of an enabled user; the text is looked for first, which is quick. */
  boolean knows(String project, String address) {
    List<String> found = new ArrayList<>();
    query(
        """
        select id from directory_user
        where project = ? and state in ('in', 'kept') and enabled and strpos(event, ?) > 0
          and jsonb_exists(cast(event as jsonb) -> 'addresses', ?)
        limit 1
        """,
        (s, c) -> {
          s.setString(1, project);
          s.setString(2, address);
          s.setString(3, address);
        },
        row -> found.add(row.getString(1)));
    return !found.isEmpty();
  }

  private static final String LISTED =
      """
      select s.id, u.state, u.hash, coalesce(u.enabled, false), s.source is not null, s.wanted,
             s.hash, s.enabled
      from directory_stage s left join directory_user u on u.project = s.project and u.id = s.id
      where s.project = ? and s.id > ? order by s.id limit ?
      """;

  /** Those who are remembered, but weren't listed: gone, when the listing was of everybody. */
  private static final String ABSENT =
      """
      select u.id, u.state, u.hash, u.enabled, false, false, null, false
      from directory_user u
      where u.project = ? and u.id > ? and not exists
        (select 1 from directory_stage s where s.project = u.project and s.id = u.id)
      order by u.id limit ?
      """;

  /**
   * The next users, by id.
   *
   * @param after the last id of those before, empty at first
   */
  void compare(String project, boolean absent, String after, int limit, Consumer<Compared> user) {
    query(
        absent ? ABSENT : LISTED,
        (s, c) -> {
          s.setString(1, project);
          s.setString(2, after);
          s.setInt(3, limit);
        },
        row ->
            user.accept(
                new Compared(
                    row.getString(1),
                    Known.of(row.getString(2)),
                    row.getString(3),
                    row.getBoolean(4),
                    row.getBoolean(5),
                    row.getBoolean(6),
                    row.getString(7),
                    row.getBoolean(8))));
  }

  /** The events before and now of some users, either null. */
  void events(String project, List<String> ids, EventPair user) {
    query(
        """
        select x.id, u.event, s.event from unnest(?::text[]) as x(id)
        left join directory_user u on u.project = ? and u.id = x.id
        left join directory_stage s on s.project = ? and s.id = x.id
        order by x.id
        """,
        (s, c) -> {
          s.setArray(1, texts(c, ids, id -> id));
          s.setString(2, project);
          s.setString(3, project);
        },
        row -> user.accept(row.getString(1), row.getString(2), row.getString(3)));
  }

  /** A user's event before and now. */
  @FunctionalInterface
  interface EventPair {
    void accept(String id, String before, String now);
  }
}

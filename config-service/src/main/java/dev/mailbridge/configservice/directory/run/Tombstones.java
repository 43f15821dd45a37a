package dev.mailbridge.configservice.directory.run;

import dev.mailbridge.configservice.outbox.Outbox;
import dev.mailbridge.contracts.DirectoryUser;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Removes those from the topic who left long ago. */
@ApplicationScoped
class Tombstones {
  /** A row that an import has in its hands just now waits for the next round. */
  private static final String BURY =
      """
      with due as (
        select u.project, u.id from directory_user u
        where u.left_at < ? and u.state = 'left' limit 1000 for update skip locked)
      delete from directory_user u using due
      where u.project = due.project and u.id = due.id returning u.project, u.id
      """;

  private final UserTables tables;
  private final Outbox outbox;
  private final DirectoryConfig config;
  private final Clock clock;

  Tombstones(UserTables tables, Outbox outbox, DirectoryConfig config, Clock clock) {
    this.tables = tables;
    this.outbox = outbox;
    this.config = config;
    this.clock = clock;
  }

  /** How many there were. */
  int bury() {
    int all = 0;
    int some;
    do {
      some = QuarkusTransaction.requiringNew().call(this::some);
      all += some;
    } while (some > 0);
    return all;
  }

  private int some() {
    Map<String, List<Outbox.Event>> gone = new LinkedHashMap<>();
    tables.query(
        BURY,
        (s, c) ->
            s.setObject(1, clock.instant().minus(config.tombstoneAfter()).atOffset(ZoneOffset.UTC)),
        row ->
            gone.computeIfAbsent(row.getString(1), project -> new ArrayList<>())
                .add(new Outbox.Event(row.getString(2), null)));
    gone.forEach(
        (project, events) ->
            outbox.appendAll(Topics.users(ProjectId.of(project)), DirectoryUser.TYPE, events));
    return gone.values().stream().mapToInt(List::size).sum();
  }
}

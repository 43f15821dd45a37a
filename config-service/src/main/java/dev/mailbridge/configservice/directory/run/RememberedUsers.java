package dev.mailbridge.configservice.directory.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailbridge.configservice.outbox.Outbox;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.DirectoryUser;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** How a project's users are remembered after a run. */
final class RememberedUsers {
  private final UserTables tables;
  private final String project;

  RememberedUsers(UserTables tables, String project) {
    this.tables = tables;
    this.project = project;
  }

  /** As they are in the stage; rows that say so already aren't written again. */
  void takeIn(List<String> ids) {
    update(
        ids,
        """
        insert into directory_user as u
          (project, id, state, source, memberships, event, hash, enabled, left_at)
        select project, id, 'in', source, memberships, event, hash, enabled, null
        from directory_stage where project = ? and id = any (?)
        on conflict (project, id) do update set state = 'in', source = excluded.source,
          memberships = excluded.memberships, event = excluded.event, hash = excluded.hash,
          enabled = excluded.enabled, left_at = null
        where (u.state, u.source, u.memberships, u.hash)
          is distinct from ('in', excluded.source, excluded.memberships, excluded.hash)
        """);
  }

  /** Leavers: the events that say that they are disabled, of those who weren't. */
  List<Outbox.Event> disable(List<String> ids, Instant now) {
    List<Outbox.Event> events = new ArrayList<>(ids.size());
    List<Outbox.Event> stored = new ArrayList<>(ids.size());
    tables.events(
        project,
        ids,
        (id, before, listed) -> {
          String after = disabled(before);
          stored.add(new Outbox.Event(id, after));
          if (!after.equals(before)) {
            events.add(new Outbox.Event(id, after));
          }
        });
    if (!stored.isEmpty()) {
      leave(stored, now);
      sources(ids);
    }
    return events;
  }

  private void leave(List<Outbox.Event> users, Instant now) {
    tables.update(
        """
        update directory_user u set state = 'left', left_at = ?, enabled = false,
          event = x.event, hash = x.hash
        from unnest(?::text[], ?::text[], ?::text[]) as x(id, event, hash)
        where u.project = ? and u.id = x.id
        """,
        (s, c) -> {
          s.setObject(1, now.atOffset(ZoneOffset.UTC));
          s.setArray(2, UserTables.texts(c, users, Outbox.Event::key));
          s.setArray(3, UserTables.texts(c, users, Outbox.Event::payload));
          s.setArray(
              4,
              UserTables.texts(
                  c,
                  users,
                  user -> ContentHash.of(user.payload().getBytes(StandardCharsets.UTF_8))));
          s.setString(5, project);
        });
  }

  void keep(List<String> ids) {
    update(ids, "update directory_user set state = 'kept' where project = ? and id = any (?)");
    sources(ids);
  }

  /** Listed, but not wanted: remembered, since a delta tells only what changes later. */
  void exclude(List<String> ids) {
    update(
        ids,
        """
        insert into directory_user as u (project, id, state, source, memberships)
        select project, id, 'out', source, memberships
        from directory_stage where project = ? and id = any (?) and source is not null
        on conflict (project, id) do update set source = excluded.source,
          memberships = excluded.memberships
        where (u.source, u.memberships) is distinct from (excluded.source, excluded.memberships)
        """);
    update(
        ids,
        """
        delete from directory_user u where u.project = ? and u.id = any (?) and u.state = 'out'
          and not exists (select 1 from directory_stage s
            where s.project = u.project and s.id = u.id and s.source is not null)
        """);
  }

  /** What Graph told of them last; nothing of those who are gone. */
  private void sources(List<String> ids) {
    update(
        ids,
        """
        update directory_user u set
          source = (select s.source from directory_stage s
            where s.project = u.project and s.id = u.id),
          memberships = coalesce((select s.memberships from directory_stage s
            where s.project = u.project and s.id = u.id), '')
        where u.project = ? and u.id = any (?)
        """);
  }

  private void update(List<String> ids, String sql) {
    if (!ids.isEmpty()) {
      tables.update(
          sql,
          (s, c) -> {
            s.setString(1, project);
            s.setArray(2, UserTables.texts(c, ids, id -> id));
          });
    }
  }

  private static String disabled(String event) {
    try {
      ObjectNode user = (ObjectNode) ContractJson.mapper().readTree(event);
      user.put("enabled", false);
      return new String(
          ContractJson.write(ContractJson.mapper().treeToValue(user, DirectoryUser.class)),
          StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

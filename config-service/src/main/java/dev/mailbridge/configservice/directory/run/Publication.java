package dev.mailbridge.configservice.directory.run;

import dev.mailbridge.configservice.directory.run.Change.Compared;
import dev.mailbridge.configservice.directory.run.Change.Known;
import dev.mailbridge.configservice.outbox.Outbox;
import dev.mailbridge.contracts.DirectoryUser;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes over what was listed: users and their events in one transaction, some at a time. Cut off in
 * the middle it is done again from the start; who was taken over already is unchanged by then.
 */
final class Publication {
  private final ImportSession session;
  private final UserTables tables;
  private final RememberedUsers remembered;
  private final Outbox outbox;
  private final String project;
  private final String topic;
  private final boolean keepLeavers;
  private final int batch;
  private final Clock clock;

  Publication(
      ImportSession session,
      UserTables tables,
      Outbox outbox,
      boolean keepLeavers,
      int batch,
      Clock clock) {
    this.session = session;
    this.tables = tables;
    this.remembered = new RememberedUsers(tables, session.project());
    this.outbox = outbox;
    this.project = session.project();
    this.topic = Topics.users(ProjectId.of(project));
    this.keepLeavers = keepLeavers;
    this.batch = batch;
    this.clock = clock;
  }

  /**
   * @param full everybody was listed: who is missing has left
   */
  void complete(boolean full) {
    all(false);
    if (full) {
      all(true);
    }
  }

  private void all(boolean absent) {
    String after = "";
    while (after != null) {
      String from = after;
      after =
          session.change(
              run -> {
                List<Compared> users = new ArrayList<>(batch);
                tables.compare(project, absent, from, batch, users::add);
                run.published += takeOver(users);
                return users.size() < batch ? null : users.getLast().id();
              });
    }
  }

  /** How many were published. */
  private int takeOver(List<Compared> users) {
    Instant now = clock.instant();
    List<String> in = new ArrayList<>();
    List<String> publish = new ArrayList<>();
    List<String> leave = new ArrayList<>();
    List<String> keep = new ArrayList<>();
    List<String> out = new ArrayList<>();
    for (Compared user : users) {
      switch (user.change(keepLeavers)) {
        case ADDED, CHANGED, DISABLED -> {
          in.add(user.id());
          publish.add(user.id());
        }
        case UNCHANGED -> in.add(user.id());
        case LEFT -> leave.add(user.id());
        case KEPT -> keep.add(user.id());
        case EXCLUDED -> {
          if (user.nowListed() || user.known() == Known.OUT) {
            out.add(user.id());
          }
        }
      }
    }
    List<Outbox.Event> events = new ArrayList<>(publish.size() + leave.size());
    tables.events(project, publish, (id, before, event) -> events.add(new Outbox.Event(id, event)));
    remembered.takeIn(in);
    events.addAll(remembered.disable(leave, now));
    remembered.keep(keep);
    remembered.exclude(out);
    outbox.appendAll(topic, DirectoryUser.TYPE, events);
    return events.size();
  }
}

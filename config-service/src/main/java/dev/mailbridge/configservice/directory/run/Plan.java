package dev.mailbridge.configservice.directory.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.directory.run.Change.Compared;
import dev.mailbridge.contracts.ContractJson;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a complete listing would change: the numbers, and some of the people. */
final class Plan {
  private static final Set<Change> SHOWN =
      Set.of(Change.ADDED, Change.CHANGED, Change.DISABLED, Change.LEFT, Change.KEPT);
  private static final int SAMPLES = 10;

  private final UserTables tables;
  private final String project;
  private final boolean keepLeavers;
  private final RunCounts.Counter counter = new RunCounts.Counter();
  private final Map<Change, List<String>> samples = new EnumMap<>(Change.class);

  private Plan(UserTables tables, String project, boolean keepLeavers) {
    this.tables = tables;
    this.project = project;
    this.keepLeavers = keepLeavers;
  }

  record Result(RunCounts counts, List<Sample> samples) {}

  /**
   * @param full everybody was listed: who is missing has left
   */
  static Result of(UserTables tables, String project, boolean full, boolean keepLeavers) {
    Plan plan = new Plan(tables, project, keepLeavers);
    long enabled = tables.enabled(project);
    tables.compare(project, false, "", Integer.MAX_VALUE, plan::count);
    if (full) {
      tables.compare(project, true, "", Integer.MAX_VALUE, plan::count);
    }
    return new Result(plan.counter.counts(enabled), plan.samples());
  }

  private void count(Compared user) {
    Change change = user.change(keepLeavers);
    if (!user.nowListed() && change == Change.EXCLUDED) {
      // Gone, and nobody knew them.
      return;
    }
    counter.count(change, user.disables(change));
    if (SHOWN.contains(change)) {
      List<String> some = samples.computeIfAbsent(change, one -> new ArrayList<>());
      if (some.size() < SAMPLES) {
        some.add(user.id());
      }
    }
  }

  private List<Sample> samples() {
    List<Sample> all = new ArrayList<>();
    samples.forEach(
        (change, ids) ->
            tables.events(
                project, ids, (id, before, now) -> all.add(sample(change, id, before, now))));
    return all;
  }

  private static Sample sample(Change change, String id, String before, String now) {
    JsonNode old = tree(before);
    JsonNode user = now == null ? old : tree(now);
    List<String> fields =
        change != Change.CHANGED
            ? List.of()
            : user.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !user.path(name).equals(old.path(name)))
                .toList();
    return new Sample(
        change,
        id,
        user.path("displayName").asText(null),
        user.path("address").asText(null),
        fields);
  }

  private static JsonNode tree(String json) {
    try {
      return ContractJson.mapper().readTree(json == null ? "{}" : json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

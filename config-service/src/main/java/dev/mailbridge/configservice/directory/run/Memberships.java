package dev.mailbridge.configservice.directory.run;

import dev.mailbridge.configservice.directory.graph.DirectoryReader;
import dev.mailbridge.configservice.directory.rules.ImportRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who is in which of the rules' groups. Users share their sets, so that a hundred thousand members
 * cost little more than their ids.
 */
final class Memberships {
  private final List<String> groups;
  private final Map<String, Integer> setOf = new HashMap<>();
  private final List<Set<Integer>> sets = new ArrayList<>(List.of(Set.of()));

  private Memberships(List<String> groups) {
    this.groups = groups;
  }

  /** Reads the members of all groups that the rules name. */
  static Memberships read(DirectoryReader graph, ImportRules rules) {
    Memberships memberships = new Memberships(rules.allGroups());
    for (int i = 0; i < memberships.groups.size(); i++) {
      int group = i;
      graph.members(memberships.groups.get(i), user -> memberships.add(user, group));
    }
    return memberships;
  }

  private void add(String user, int group) {
    Set<Integer> now = sets.get(setOf.getOrDefault(user, 0));
    if (!now.contains(group)) {
      Set<Integer> more = new java.util.TreeSet<>(now);
      more.add(group);
      int known = sets.indexOf(more);
      if (known < 0) {
        known = sets.size();
        sets.add(more);
      }
      setOf.put(user, known);
    }
  }

  boolean none() {
    return groups.isEmpty();
  }

  Set<String> groupsOf(String user) {
    return set(user).stream().map(groups::get).collect(Collectors.toUnmodifiableSet());
  }

  /** The groups' places in the rules: as it is remembered with the user. */
  String code(String user) {
    return set(user).stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private Set<Integer> set(String user) {
    return sets.get(setOf.getOrDefault(user, 0));
  }
}

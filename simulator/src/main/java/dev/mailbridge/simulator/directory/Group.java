package dev.mailbridge.simulator.directory;

import java.util.List;

/** A group; its members are object ids of users and of other groups. */
public record Group(String id, String displayName, List<String> members) {
  public Group {
    members = members == null ? List.of() : List.copyOf(members);
  }
}

package dev.mailbridge.configservice.directory.run;

import java.util.List;

/**
 * One of the users whom a run changes, to look at before it does.
 *
 * @param fields those that differ, for {@link Change#CHANGED}
 */
public record Sample(Change change, String id, String name, String address, List<String> fields) {
  public Sample {
    fields = fields == null ? List.of() : List.copyOf(fields);
  }
}

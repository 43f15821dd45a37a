package dev.mailbridge.testkit.books;

import java.util.List;

/**
 * What the books say. Entries are the nonces of mails.
 *
 * @param expected how many mails were entered
 * @param missing never came out
 * @param duplicate came out more than once
 * @param wrongProject came out at a project that they weren't for
 * @param altered came out with another content than they went in with
 * @param unknown came out without having been entered
 */
public record Audit(
    int expected,
    List<String> missing,
    List<String> duplicate,
    List<String> wrongProject,
    List<String> altered,
    List<String> unknown) {
  public Audit {
    missing = List.copyOf(missing);
    duplicate = List.copyOf(duplicate);
    wrongProject = List.copyOf(wrongProject);
    altered = List.copyOf(altered);
    unknown = List.copyOf(unknown);
  }

  public boolean balanced() {
    return missing.isEmpty()
        && duplicate.isEmpty()
        && wrongProject.isEmpty()
        && altered.isEmpty()
        && unknown.isEmpty();
  }

  /** Numbers only, such as {@code 200 entered, 0 missing, …}. */
  public String summary() {
    return "%d entered, %d missing, %d duplicate, %d at a wrong project, %d altered, %d unknown"
        .formatted(
            expected,
            missing.size(),
            duplicate.size(),
            wrongProject.size(),
            altered.size(),
            unknown.size());
  }
}

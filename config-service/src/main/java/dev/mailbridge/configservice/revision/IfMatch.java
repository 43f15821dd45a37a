package dev.mailbridge.configservice.revision;

import dev.mailbridge.platform.problem.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which revision a change is based on. */
public sealed interface IfMatch {
  Pattern ETAG = Pattern.compile("(?:W/)?\"(\\d{1,19})\"");

  /** No header was sent. */
  record Absent() implements IfMatch {}

  /** {@code *}: whatever is there. */
  record Any() implements IfMatch {}

  record Exactly(long revision) implements IfMatch {}

  /**
   * @param header null when it was not sent
   */
  static IfMatch of(String header) {
    if (header == null || header.isBlank()) {
      return new Absent();
    }
    if (header.strip().equals("*")) {
      return new Any();
    }
    Matcher etag = ETAG.matcher(header.strip());
    if (!etag.matches()) {
      throw new ProblemException(
          RevisionProblem.MALFORMED,
          "If-Match must hold the ETag of an earlier answer, such as \"17\", or *.");
    }
    return new Exactly(Long.parseLong(etag.group(1)));
  }

  static String etag(long revision) {
    return "\"" + revision + "\"";
  }

  /** Ends the request unless the revision is the one that the caller has seen. */
  default void requireMatch(long revision) {
    switch (this) {
      case Absent() ->
          throw new ProblemException(
              RevisionProblem.REVISION_NEEDED,
              "Send the ETag of what you have read as If-Match, so that nobody's change is lost.");
      case Exactly(long seen) -> requireSame(seen, revision);
      case Any() -> {}
    }
  }

  /** As {@link #requireMatch}, but a caller who names no revision is let through. */
  default void allowMatch(long revision) {
    if (this instanceof Exactly(long seen)) {
      requireSame(seen, revision);
    }
  }

  private static void requireSame(long seen, long revision) {
    if (seen != revision) {
      throw new ProblemException(
          RevisionProblem.CHANGED_MEANWHILE,
          "It is at revision %d now, you have seen %d. Read it again and repeat your change."
              .formatted(revision, seen));
    }
  }
}

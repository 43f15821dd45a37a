package dev.mailbridge.platform.problem;

/** One kind of problem. Each feature lists its own in one enum. */
public interface ProblemType {
  /** Ends the problem's {@code type} URI, such as {@code mailbox-not-found}. */
  String slug();

  /** The HTTP status, 400 to 599. */
  int status();

  /** A short sentence, the same for every occurrence. */
  String title();
}

package dev.mailbridge.platform.problem;

/** Ends a request with a problem; its detail is shown to the caller. */
public class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemType type;

  /**
   * @param detail what happened and what to do next, in the words of the one who sees it; never a
   *     secret
   */
  public ProblemException(ProblemType type, String detail) {
    super(detail);
    this.type = type;
  }

  public ProblemException(ProblemType type, String detail, Throwable cause) {
    super(detail, cause);
    this.type = type;
  }

  public ProblemType type() {
    return type;
  }
}

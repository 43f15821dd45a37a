package dev.mailbridge.platform.problem;

import java.util.List;

/** Ends a request with a problem; its detail is shown to the caller. */
public class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemType type;
  private final transient List<Problem.FieldError> errors;

  /**
   * @param detail what happened and what to do next, in the words of the one who sees it; never a
   *     secret
   */
  public ProblemException(ProblemType type, String detail) {
    this(type, detail, List.of());
  }

  public ProblemException(ProblemType type, String detail, Throwable cause) {
    super(detail, cause);
    this.type = type;
    this.errors = List.of();
  }

  /**
   * @param errors one for each field that must change
   */
  public ProblemException(ProblemType type, String detail, List<Problem.FieldError> errors) {
    super(detail);
    this.type = type;
    this.errors = List.copyOf(errors);
  }

  public ProblemType type() {
    return type;
  }

  public List<Problem.FieldError> errors() {
    return errors;
  }
}

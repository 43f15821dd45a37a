package dev.mailbridge.configservice.directory.graph;

/** A run can't go on. */
public final class ImportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ImportFailure failure;

  public ImportException(ImportFailure failure) {
    this(failure, null);
  }

  public ImportException(ImportFailure failure, Throwable cause) {
    super(failure.detail(), cause);
    this.failure = failure;
  }

  public ImportFailure failure() {
    return failure;
  }
}

package dev.mailbridge.platform.check;

/** A step found something wrong. The message is what was seen, fit to be shown. */
public final class CheckFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String remedy;

  /**
   * @param remedy what to do about it
   */
  public CheckFailedException(String detail, String remedy) {
    super(detail);
    this.remedy = remedy;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}

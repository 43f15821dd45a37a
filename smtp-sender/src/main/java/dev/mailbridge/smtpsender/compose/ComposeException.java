package dev.mailbridge.smtpsender.compose;

/** A mail can't be made, as its content can't be read. */
public class ComposeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean permanent;

  ComposeException(boolean permanent, Throwable cause) {
    super("the mail's content can't be read", cause);
    this.permanent = permanent;
  }

  /** Whether the content is gone; else it may be there later. */
  public boolean permanent() {
    return permanent;
  }
}

package dev.mailbridge.stack;

/** Why the stack doesn't start or a run failed, in a sentence for the person at the terminal. */
public final class StackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StackException(String message) {
    super(message);
  }

  public StackException(String message, Throwable cause) {
    super(message, cause);
  }
}

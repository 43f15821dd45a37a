package dev.mailbridge.imappoller.partition;

/** A batch was not committed; the folder must be read again from its cursor. */
public final class BatchRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public enum Reason {
    /** The cursor is elsewhere. */
    STALE,
    /** Kafka didn't take it; it may do so later. */
    ABORTED,
    /** The partition belongs to another process now, or will be taken anew. */
    LOST
  }

  BatchRefused(Reason reason, Exception cause) {
    super(reason + (cause == null ? "" : ": " + cause.getMessage()), cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}

package dev.mailbridge.imappoller.source;

import java.time.Duration;

/** The mailbox must be opened anew; carries why. The message is fit to be shown. */
public final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final SourceFailure failure;
  private final Duration retryAfter;

  /**
   * @param detail the server's own words, or what was seen; never a secret
   */
  public SourceException(SourceFailure failure, String detail) {
    this(failure, detail, null, null);
  }

  public SourceException(SourceFailure failure, String detail, Throwable cause) {
    this(failure, detail, null, cause);
  }

  /**
   * @param retryAfter what the server asked for, null when it asked for nothing
   */
  public SourceException(
      SourceFailure failure, String detail, Duration retryAfter, Throwable cause) {
    super(detail, cause);
    this.failure = failure;
    this.retryAfter = retryAfter;
  }

  public SourceFailure failure() {
    return failure;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}

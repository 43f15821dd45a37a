package dev.mailbridge.erase;

/** The erasure can't go on; the message says what to do. What was erased stays erased. */
final class ErasureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ErasureException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.mailbridge.smtpsender.submission;

/** The connection ended before the server took notice of the mail. */
class StaleConnectionException extends Exception {
  private static final long serialVersionUID = 1L;

  StaleConnectionException(Throwable cause) {
    super("the connection ended before the mail began", cause);
  }
}

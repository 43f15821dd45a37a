package dev.mailbridge.smtpsender.submission;

import jakarta.mail.MessagingException;

/** The server closed the connection where an answer was due. */
class ConnectionLostException extends MessagingException {
  private static final long serialVersionUID = 1L;

  ConnectionLostException() {
    super("the server closed the connection");
  }
}

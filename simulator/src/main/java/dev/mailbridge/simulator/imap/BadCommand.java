package dev.mailbridge.simulator.imap;

import java.io.Serial;

/** A command that is answered with BAD. */
final class BadCommand extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  BadCommand(String message) {
    super(message);
  }
}

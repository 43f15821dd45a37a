package dev.mailbridge.simulator.access;

import java.util.Optional;

/** What became of a log-in. */
public sealed interface LogIn {
  /**
   * The mailbox is open.
   *
   * @param signedInAs the user whose token it is; for an app's own token the mailbox itself
   * @param principal whom rights were granted to
   */
  record Open(String mailbox, String signedInAs, String principal) implements LogIn {}

  /** The token is good, but the mailbox stays closed: "authenticated but not connected". */
  record NotConnected(String mailbox) implements LogIn {}

  /** The token is refused. */
  record Refused(String reason) implements LogIn {}

  /** SMTP AUTH is switched off, for the tenant or the mailbox. */
  record Disabled(boolean tenant) implements LogIn {}

  default Optional<Open> opened() {
    return this instanceof Open open ? Optional.of(open) : Optional.empty();
  }
}

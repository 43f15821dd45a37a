package dev.mailbridge.simulator.directory;

/**
 * A right on a mailbox.
 *
 * @param principal a user's address, or an app's service principal id
 */
public record MailboxRight(String mailbox, String principal, Kind kind) {
  /** What Exchange calls the right. */
  public enum Kind {
    FULL_ACCESS,
    SEND_AS
  }
}

package dev.mailbridge.configservice.access;

import java.time.Instant;

/** What came of a try to sign in. */
public sealed interface PasswordCheck {
  /**
   * @param mustChange nothing else is allowed before the password was changed
   */
  record Accepted(String account, String role, boolean mustChange) implements PasswordCheck {}

  /** The name or the password is wrong; which, isn't told. */
  record Rejected() implements PasswordCheck {}

  record Locked(Instant until) implements PasswordCheck {}
}

package dev.mailbridge.imappoller.imap;

import java.time.Duration;

/**
 * @param read longest wait for an answer
 * @param idleRenewal RFC 9051 asks for less than 29 minutes; Exchange Online goes silent sooner
 * @param idleProbe after this long in IDLE the server must show that it is still there
 * @param done longest wait for the end of an IDLE
 */
record ImapTimes(
    Duration connect, Duration read, Duration idleRenewal, Duration idleProbe, Duration done) {
  /** How long one IDLE lasts. */
  Duration idle() {
    return idleProbe.compareTo(idleRenewal) < 0 ? idleProbe : idleRenewal;
  }
}

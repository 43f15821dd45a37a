package dev.mailbridge.imappoller.source;

import dev.mailbridge.contracts.MailboxStatus;
import java.time.Duration;

/** Why a mailbox can't be read; the code and the remedy are shown to the administrator. */
public enum SourceFailure {
  HOST_UNREACHABLE(
      MailboxStatus.State.FAILING,
      Duration.ofSeconds(1),
      "Check host and port of the incoming mail server, and that this machine may reach it."),
  TLS_FAILED(
      MailboxStatus.State.FAILING,
      Duration.ofSeconds(10),
      "Check the security setting and the server's certificate; add a private CA to mail-bridge.trust.certificates."),
  CONNECTION_LOST(
      MailboxStatus.State.CONNECTING,
      Duration.ofMillis(500),
      "Nothing to do: it is connected again by itself."),
  TOKEN_REFUSED(
      MailboxStatus.State.FAILING,
      Duration.ofSeconds(15),
      "The server refuses the token: check that the mailbox's protocol is enabled for it in Exchange, that the app has the permission, and who signs in."),
  MAILBOX_NOT_CONNECTED(
      MailboxStatus.State.FAILING,
      Duration.ofSeconds(8),
      "The sign-in is good but the mailbox isn't opened. Check in this order: the mailbox address is the right one; the account that signs in has Full Access to it; the protocol is enabled for it; it isn't throttled (then it recovers by itself)."),
  THROTTLED(
      MailboxStatus.State.THROTTLED,
      Duration.ofSeconds(30),
      "The server limits this mailbox; it is tried again when the server allows it. Fewer clients on the mailbox help."),
  FOLDER_NOT_FOUND(
      MailboxStatus.State.FAILING,
      Duration.ofSeconds(60),
      "Make the folder in the mailbox, or correct its name in the mailbox's settings."),
  SERVER_REFUSED(
      MailboxStatus.State.FAILING,
      Duration.ofSeconds(10),
      "See the detail for the server's own words; it is tried again by itself.");

  private final MailboxStatus.State state;
  private final Duration firstWait;
  private final String remedy;

  SourceFailure(MailboxStatus.State state, Duration firstWait, String remedy) {
    this.state = state;
    this.firstWait = firstWait;
    this.remedy = remedy;
  }

  public MailboxStatus.State state() {
    return state;
  }

  /** How long to wait after the first such failure; it doubles from there. */
  public Duration firstWait() {
    return firstWait;
  }

  public String remedy() {
    return remedy;
  }
}

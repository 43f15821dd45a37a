package dev.mailbridge.contracts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A mailbox as its administrator set it up, on {@code mail.mailboxes} (type {@value #TYPE}, key the
 * mailbox id; a tombstone deletes it). It names no credential: token-service knows the mailbox's
 * grant by the mailbox id.
 *
 * @param address the mail address that is read and sent from
 * @param displayName the From name of outgoing mail, null for none
 * @param enabled the guide's <em>Enable this integration</em>
 * @param incoming null when the mailbox only sends
 * @param outgoing null when the mailbox only reads
 * @param revision grows with every change
 */
public record MailboxDefinition(
    MailboxId id,
    ProjectId project,
    String address,
    String displayName,
    boolean enabled,
    Incoming incoming,
    Outgoing outgoing,
    List<MailHandlingRule> rules,
    long revision) {
  public static final String TYPE = "dev.mailbridge.mailbox-definition.v1";

  public MailboxDefinition {
    rules = IncomingMail.copy(rules);
  }

  /**
   * @param host null for Graph
   * @param folders as a person reads them (UTF-8, {@code /} between levels); empty means INBOX
   * @param moveTo the folder for {@code move}, else null
   * @param since for {@code date}, else null
   * @param pollInterval the fallback when IDLE can't be had; null for the service's default
   * @param maxMessageSize octets; a larger mail is announced without content; null for the default
   * @param trustedAuthservId whose Authentication-Results count (RFC 8601), null for none
   */
  public record Incoming(
      Protocol protocol,
      String host,
      Integer port,
      ConnectionSecurity security,
      List<String> folders,
      AfterProcessing afterProcessing,
      String moveTo,
      FirstRead firstRead,
      Instant since,
      Duration pollInterval,
      Long maxMessageSize,
      String trustedAuthservId) {
    public Incoming {
      folders = folders == null || folders.isEmpty() ? List.of("INBOX") : List.copyOf(folders);
      afterProcessing = afterProcessing == null ? AfterProcessing.KEEP : afterProcessing;
      firstRead = firstRead == null ? FirstRead.NOW : firstRead;
    }
  }

  /**
   * Limits that are null are Exchange Online's: 30 mails a minute, 10,000 recipients a day, 3
   * connections.
   *
   * @param host null for Graph
   * @param sentItems where the server's copies can be looked up over IMAP; null when they can't
   * @param ticketReplyTo whether a ticket's mails ask for answers to its signed plus-address
   *     ({@link TicketAddress}), which the server must deliver to this mailbox; null for no
   */
  public record Outgoing(
      Transport transport,
      String host,
      Integer port,
      ConnectionSecurity security,
      Integer messagesPerMinute,
      Integer recipientsPerDay,
      Integer connections,
      SentItems sentItems,
      Boolean ticketReplyTo) {
    public Outgoing withTicketReplyTo(Boolean wanted) {
      return new Outgoing(
          transport,
          host,
          port,
          security,
          messagesPerMinute,
          recipientsPerDay,
          connections,
          sentItems,
          wanted);
    }
  }

  /**
   * @param folder null for {@code Sent Items}
   */
  public record SentItems(String host, Integer port, ConnectionSecurity security, String folder) {}
}

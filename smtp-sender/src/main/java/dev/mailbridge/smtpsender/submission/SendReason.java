package dev.mailbridge.smtpsender.submission;

/** Why a mail isn't simply sent: a stable code, and what to do in the words of an administrator. */
public enum SendReason {
  THROTTLED("Nothing to do: the server asks for a slower pace, and the mail is tried again."),
  CONNECTION_LIMIT(
      "Nothing to do. If it stays: another program sends from this mailbox too; give the mailbox"
          + " fewer connections in its outgoing settings."),
  TEMPORARY("Nothing to do: the mail is tried again by itself."),
  CONNECTION_FAILED(
      "The mail is tried again. If it stays: check the outgoing host and port of the mailbox, and"
          + " whether this machine may reach them."),
  TLS_FAILED(
      "Check the outgoing security setting of the mailbox, the host name, and that the server's"
          + " certificate is from a trusted authority (mail-bridge.trust.certificates)."),
  TOKEN_UNAVAILABLE("The mail is tried again. If it stays: see whether token-service is up."),
  KEYS_UNAVAILABLE("The mail is tried again. If it stays: see whether token-service is up."),
  CONTENT_UNAVAILABLE("The mail is tried again. If it stays: see whether the content store is up."),
  CONTENT_MISSING(
      "An attachment is no longer in the content store: send the mail again, under a new id, with"
          + " the attachment's data."),
  QUOTA(
      "The mailbox has reached its daily limit of recipients; the mail is tried again after an"
          + " hour. Spread mailings over several mailboxes or days."),
  SEND_AS_DENIED(
      "Give the account that signed in the right to send as this From address (Exchange admin"
          + " centre, mailbox delegation, Send as), then retry the mail."),
  SMTP_AUTH_DISABLED(
      "Allow authenticated SMTP for this mailbox (Microsoft 365 admin centre, user, Mail, Manage"
          + " email apps) or for the tenant (Set-TransportConfig"
          + " -SmtpClientAuthenticationDisabled $false), then resume the mailbox."),
  TOKEN_REFUSED(
      "Sign the mailbox in again, and check that the registration has SMTP.Send and that the"
          + " account may open this mailbox."),
  AUTH_UNSUPPORTED(
      "The server offers no XOAUTH2 on this connection: check the outgoing host, port and"
          + " security."),
  SENDER_BLOCKED(
      "Exchange blocks this mailbox as an outbound spammer: an administrator releases it in the"
          + " Defender portal under Restricted entities."),
  TOO_LARGE("Send it again, under a new id, with smaller attachments or links instead."),
  RECIPIENT_REFUSED("Check the recipient's address."),
  MAILBOX_FULL("The recipient's mailbox is full: tell the recipient, or retry the mail later."),
  NEEDS_SMTPUTF8(
      "The server can't carry an address with letters outside ASCII before the @: use another"
          + " address of this recipient."),
  DUPLICATE_DELIVERY(
      "The server says that it took a mail with this Message-ID before: look into Sent Items, and"
          + " send again under a new id if it isn't there."),
  REFUSED("See the server's text; mend the cause and send again under a new id."),
  ANSWER_LOST(
      "The server's answer was lost. Sent Items are searched for the mail; nothing to do yet."),
  SENDER_STOPPED(
      "The sender stopped while it sent this mail. Sent Items are searched for it; nothing to do"
          + " yet."),
  UNDECIDED(
      "It can't be told whether the server took the mail. Look into Sent Items or ask the"
          + " recipient, then confirm it as sent or retry it."),
  GAVE_UP("It was tried for as long as is allowed: see the last answer, then retry it or not."),
  INVALID("Mend the named fields and send again under a new id."),
  ID_CONFLICT(
      "Another mail was given with this id before, and that one stands: use a new id for each"
          + " mail."),
  WRONG_PROJECT("Send through a mailbox of your own project."),
  UNKNOWN_MAILBOX("There is no such mailbox: check the mailbox id in the web admin."),
  CANNOT_SEND("This mailbox has no outgoing server: add one in the web admin."),
  MAILBOX_DISABLED("Enable the integration of this mailbox in the web admin."),
  RECIPIENT_NOT_ALLOWED(
      "This installation sends to listed recipient domains only (mail-bridge.acceptance"
          + ".allowed-recipient-domains): add the domain or use another recipient."),
  AUTO_REPLY_STORM(
      "Too many automatic mails to this recipient within an hour: two machines answer each other."
          + " Nothing to do."),
  BOUNCED("A later server returned the mail: check the recipient's address.");

  private final String remedy;

  SendReason(String remedy) {
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}

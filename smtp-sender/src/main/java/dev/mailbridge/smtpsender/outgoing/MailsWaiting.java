package dev.mailbridge.smtpsender.outgoing;

import dev.mailbridge.contracts.MailboxId;

/** Fired after the commit: the mailbox has mails to send. */
public record MailsWaiting(MailboxId mailbox) {}

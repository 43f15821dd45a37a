package dev.mailbridge.smtpsender.mailbox;

import dev.mailbridge.contracts.MailboxId;

/** A mailbox was defined, defined anew, or deleted. */
public record MailboxChanged(MailboxId mailbox) {}

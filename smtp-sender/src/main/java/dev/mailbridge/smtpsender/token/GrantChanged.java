package dev.mailbridge.smtpsender.token;

import dev.mailbridge.contracts.MailboxId;

/** A mailbox's grant was revoked, deleted or renewed: connections opened with it must end. */
public record GrantChanged(MailboxId mailbox) {}

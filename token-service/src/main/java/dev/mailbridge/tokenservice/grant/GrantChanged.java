package dev.mailbridge.tokenservice.grant;

/** A grant was revoked, disabled, deleted or renewed, by this replica or another. */
public record GrantChanged(String mailboxId) {}

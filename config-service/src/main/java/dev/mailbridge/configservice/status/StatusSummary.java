package dev.mailbridge.configservice.status;

/** How many enabled mailboxes are in which kind of state, counted in the database. */
public record StatusSummary(
    long mailboxes, long connected, long attention, long waiting, long disabled) {}

package dev.mailbridge.configservice.status;

/**
 * What waits.
 *
 * @param mails fetched and not yet published, or taken and not yet sent
 * @param lagSeconds how long the oldest mail that is not yet taken has waited
 */
public record Backlog(long mails, long lagSeconds) {}

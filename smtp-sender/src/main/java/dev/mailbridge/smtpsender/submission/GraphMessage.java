package dev.mailbridge.smtpsender.submission;

/**
 * A message as Graph names it.
 *
 * @param id immutable
 * @param messageId its Message-ID
 */
public record GraphMessage(String id, String messageId) {}

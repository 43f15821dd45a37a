package dev.mailbridge.smtpsender.submission;

/**
 * A message as Graph names it.
 *
 * @param id immutable
 * @param messageId its Message-ID, null when it has none
 * @param draft whether it was not sent yet
 */
public record GraphMessage(String id, String messageId, boolean draft) {}

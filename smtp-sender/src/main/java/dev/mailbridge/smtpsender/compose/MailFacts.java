package dev.mailbridge.smtpsender.compose;

import dev.mailbridge.contracts.MailAddress;
import java.time.Instant;

/**
 * What a mail has beside its command; the same at every attempt.
 *
 * @param from whom it is from when the command doesn't say
 * @param messageId with angle brackets
 * @param date its Date field
 */
public record MailFacts(MailAddress from, String messageId, Instant date) {}

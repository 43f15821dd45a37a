package dev.mailbridge.smtpsender.compose;

import dev.mailbridge.contracts.MailAddress;
import java.time.Instant;
import java.util.List;

/**
 * What a mail has beside its command.
 *
 * @param from whom it is from when the command doesn't say
 * @param messageId with angle brackets
 * @param replyTo where answers go when the command doesn't say, null for whom it is from
 * @param date its Date field
 * @param thread Message-IDs of the conversation so far, the oldest first
 */
public record MailFacts(
    MailAddress from, MailAddress replyTo, String messageId, Instant date, List<String> thread) {
  public MailFacts {
    thread = List.copyOf(thread);
  }
}

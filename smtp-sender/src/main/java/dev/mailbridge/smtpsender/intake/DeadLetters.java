package dev.mailbridge.smtpsender.intake;

import dev.mailbridge.contracts.DeadLetter;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.smtpsender.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Records that could not be handled; the record itself stays where it was read. */
@ApplicationScoped
class DeadLetters {
  private static final Logger LOG = Logger.getLogger(DeadLetters.class);

  private final Outbox outbox;
  private final Clock clock;

  DeadLetters(Outbox outbox, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Part of the caller's transaction. */
  void add(ConsumerRecord<String, byte[]> command, String reason, RuntimeException cause) {
    String source = "%s-%d@%d".formatted(command.topic(), command.partition(), command.offset());
    LOG.warnf("%s can't be handled (%s): %s", source, reason, cause.getClass().getSimpleName());
    outbox.add(
        Topics.DEAD_LETTER,
        command.key() == null ? source : command.key(),
        DeadLetter.TYPE,
        new DeadLetter(
            source,
            null,
            null,
            source,
            null,
            null,
            reason,
            "The record is not an OutgoingMail that can be stored: " + explanation(cause),
            "Compare it with the schema of OutgoingMail, mend it, and send it again.",
            null,
            clock.instant()));
  }

  /** A value type's own words; other messages could hold parts of the mail. */
  private static String explanation(RuntimeException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause.getClass() == IllegalArgumentException.class) {
        return cause.getMessage();
      }
    }
    return thrown.getClass().getSimpleName();
  }
}

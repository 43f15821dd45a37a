package dev.mailbridge.smtpsender.bounce;

import dev.mailbridge.contracts.Bounce;
import dev.mailbridge.contracts.ContractJson;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** {@code mail.bounces}: closes the loop of a mail that a later server returned. */
@ApplicationScoped
class BounceConsumer {
  private static final Logger LOG = Logger.getLogger(BounceConsumer.class);

  private final ReturnedMails returned;

  BounceConsumer(ReturnedMails returned) {
    this.returned = returned;
  }

  /**
   * One after the other, as a delay and the failure after it must be: virtual threads don't keep
   * that.
   */
  @Incoming("bounces")
  @Blocking
  void consume(Record<String, byte[]> bounce) {
    Bounce read;
    try {
      read = ContractJson.read(bounce.value(), Bounce.class);
    } catch (RuntimeException e) {
      LOG.warnf("A record of mail.bounces with key %s isn't a bounce", bounce.key());
      return;
    }
    if (read == null || read.report() == null) {
      return;
    }
    returned.take(read);
  }
}

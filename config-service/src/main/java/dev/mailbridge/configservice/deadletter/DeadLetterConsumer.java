package dev.mailbridge.configservice.deadletter;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.DeadLetter;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

@ApplicationScoped
class DeadLetterConsumer {
  private static final Logger LOG = Logger.getLogger(DeadLetterConsumer.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  private final DeadLetters letters;

  DeadLetterConsumer(DeadLetters letters) {
    this.letters = letters;
  }

  @Incoming("dead-letters")
  @RunOnVirtualThread
  void letter(Record<String, byte[]> record) {
    if (record.value() != null) {
      read(record).ifPresent(this::store);
    }
  }

  /** No other record tells the same again: it is tried until the database takes it. */
  private void store(DeadLetter letter) {
    Uni.createFrom()
        .item(letter)
        .invoke(letters::store)
        .onFailure()
        .invoke(e -> LOG.warnf("Dead letter %s can't be stored yet: %s", letter.id(), e))
        .onFailure()
        .retry()
        .withBackOff(FIRST_RETRY, LONGEST_RETRY)
        .indefinitely()
        .await()
        .indefinitely();
  }

  private static Optional<DeadLetter> read(Record<String, byte[]> record) {
    try {
      return Optional.of(ContractJson.read(record.value(), DeadLetter.class));
    } catch (UncheckedIOException e) {
      LOG.warnf("The dead letter %s can't be read: %s", record.key(), e.getMessage());
      return Optional.empty();
    }
  }
}

package dev.mailbridge.configservice.status;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxStatus;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

@ApplicationScoped
class StatusConsumer {
  private static final Logger LOG = Logger.getLogger(StatusConsumer.class);

  private final Statuses statuses;

  StatusConsumer(Statuses statuses) {
    this.statuses = statuses;
  }

  @Incoming("status")
  @RunOnVirtualThread
  void status(Record<String, byte[]> record) {
    if (record.value() == null) {
      statuses.remove(record.key());
    } else {
      read(record).ifPresent(statuses::store);
    }
  }

  /** What can't be read is passed over: the next status replaces it. */
  private static Optional<MailboxStatus> read(Record<String, byte[]> record) {
    try {
      return Optional.of(ContractJson.read(record.value(), MailboxStatus.class));
    } catch (UncheckedIOException e) {
      LOG.warnf("The status %s can't be read: %s", record.key(), e.getMessage());
      return Optional.empty();
    }
  }
}

package dev.mailbridge.configservice.status;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxStatus;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class StatusConsumer {
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
      statuses.store(ContractJson.read(record.value(), MailboxStatus.class));
    }
  }
}

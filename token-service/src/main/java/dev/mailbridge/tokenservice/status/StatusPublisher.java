package dev.mailbridge.tokenservice.status;

import dev.mailbridge.contracts.CloudEventHeaders;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.MailboxStatus;
import dev.mailbridge.tokenservice.grant.GrantStatusChanged;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/** Publishes the facet {@code token} of mail.status. */
@ApplicationScoped
class StatusPublisher {
  private static final Logger LOG = Logger.getLogger(StatusPublisher.class);

  private final Emitter<byte[]> emitter;
  private final Clock clock;

  StatusPublisher(
      @Channel("status") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 20_000)
          Emitter<byte[]> emitter,
      Clock clock) {
    this.emitter = emitter;
    this.clock = clock;
  }

  void publish(@Observes(during = TransactionPhase.AFTER_SUCCESS) GrantStatusChanged change) {
    publish(change.mailbox(), change.status());
  }

  /**
   * @param status null for a mailbox that has no grant any more
   */
  void publish(MailboxId mailbox, MailboxStatus status) {
    RecordHeaders headers = new RecordHeaders();
    CloudEventHeaders.write(
        headers,
        MailboxStatus.TYPE,
        UUID.randomUUID().toString(),
        "/token-service",
        clock.instant());
    Metadata metadata =
        Metadata.of(
            OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(mailbox + "/token")
                .withHeaders(headers)
                .build());
    byte[] value = status == null ? null : ContractJson.write(status);
    emitter.send(
        Message.of(
            value, metadata, () -> CompletableFuture.completedStage(null), StatusPublisher::lost));
  }

  /** The next report of the same mailbox mends it; tokens must not depend on Kafka. */
  private static CompletionStage<Void> lost(Throwable reason) {
    LOG.warnf("A status of mail.status could not be published: %s", reason.getMessage());
    return CompletableFuture.completedStage(null);
  }
}

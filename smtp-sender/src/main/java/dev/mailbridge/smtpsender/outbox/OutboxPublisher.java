package dev.mailbridge.smtpsender.outbox;

import dev.mailbridge.contracts.CloudEventHeaders;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Writes events to their topics and waits until the brokers have them. */
@ApplicationScoped
class OutboxPublisher {
  private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MutinyEmitter<byte[]> emitter;

  OutboxPublisher(@Channel("outbox") MutinyEmitter<byte[]> emitter) {
    this.emitter = emitter;
  }

  /**
   * @param seqs what Kafka has
   * @param failedTopics where something is missing
   */
  record Published(List<Long> seqs, Set<String> failedTopics) {}

  Published publish(List<OutboxEvent> events) {
    List<Long> done = new ArrayList<>();
    Set<String> failed = new TreeSet<>();
    Map<OutboxEvent, java.util.concurrent.CompletableFuture<Void>> pending = new LinkedHashMap<>();
    for (OutboxEvent event : events) {
      pending.put(event, emitter.sendMessage(message(event)).subscribeAsCompletionStage());
    }
    pending.forEach(
        (event, sent) -> {
          try {
            Uni.createFrom().completionStage(sent).await().atMost(PATIENCE);
            done.add(event.seq());
          } catch (RuntimeException e) {
            if (failed.add(event.topic())) {
              LOG.warnf(
                  "Topic %s can't be written (%s): see whether it exists and the brokers are up",
                  event.topic(), e.toString());
            }
          }
        });
    return new Published(done, failed);
  }

  private static Message<byte[]> message(OutboxEvent event) {
    RecordHeaders headers = new RecordHeaders();
    CloudEventHeaders.write(headers, event.type(), event.eventId(), "/smtp-sender", event.at());
    if (event.traceparent() != null) {
      headers.add("traceparent", event.traceparent().getBytes(StandardCharsets.US_ASCII));
    }
    return Message.of(event.value())
        .addMetadata(TracingMetadata.withCurrent(TraceParent.context(event.traceparent())))
        .addMetadata(
            OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(event.topic())
                .withKey(event.key())
                .withHeaders(headers)
                .build());
  }
}

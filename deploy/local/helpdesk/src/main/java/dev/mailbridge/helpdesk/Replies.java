package dev.mailbridge.helpdesk;

import dev.mailbridge.contracts.CloudEventHeaders;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingKind;
import dev.mailbridge.contracts.OutgoingMail;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Writes replies. */
@ApplicationScoped
class Replies {
  private final MutinyEmitter<byte[]> replies;
  private final Clock clock;

  Replies(@Channel("replies") MutinyEmitter<byte[]> replies, Clock clock) {
    this.clock = clock;
    this.replies = replies;
  }

  /** Returns when Kafka has the reply; from then on smtp-sender cares for it. */
  void send(Ticket ticket, String text) {
    OutgoingMail reply = reply(ticket, text);
    RecordHeaders headers = new RecordHeaders();
    CloudEventHeaders.write(
        headers, OutgoingMail.TYPE, reply.id().value(), "/sample-helpdesk", clock.instant());
    // From the mail's fetch to its answer's submission it is one trace.
    if (ticket.lastTrace() != null) {
      headers.add("traceparent", ticket.lastTrace().getBytes(StandardCharsets.US_ASCII));
    }
    // The key keeps the replies of one mailbox in order.
    OutgoingKafkaRecordMetadata<String> metadata =
        OutgoingKafkaRecordMetadata.<String>builder()
            .withKey(reply.mailboxId().value())
            .withHeaders(headers)
            .build();
    replies.sendMessageAndAwait(Message.of(ContractJson.write(reply)).addMetadata(metadata));
  }

  private static OutgoingMail reply(Ticket ticket, String text) {
    IncomingMail mail = ticket.lastMail();
    // Any mail comes in, also one without an id or a subject.
    List<String> answered = mail.messageId() == null ? List.of() : List.of(mail.messageId());
    List<String> references = new ArrayList<>(mail.references());
    references.addAll(answered);
    String subject = Objects.requireNonNullElse(mail.subject(), "your mail");
    return new OutgoingMail(
        // The idempotency key: a help desk that retries must keep it.
        OutgoingId.of(UUID.randomUUID().toString()),
        mail.mailboxId(),
        null,
        mail.replyTo().isEmpty() ? mail.from() : mail.replyTo(),
        List.of(),
        List.of(),
        List.of(),
        subject.startsWith("Re: ") ? subject : "Re: " + subject,
        text,
        null,
        List.of(),
        answered,
        references,
        ticket.reference(),
        null,
        OutgoingKind.REPLY,
        Map.of());
  }
}

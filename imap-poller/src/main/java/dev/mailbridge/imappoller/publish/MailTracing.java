package dev.mailbridge.imappoller.publish;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.imappoller.partition.PreparedMail;
import dev.mailbridge.imappoller.source.SourceItem;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.MDC;

/** One span a mail, from its fetch to its records; log lines about the mail name it. */
@Singleton
class MailTracing {
  private final Tracer tracer;
  private final Clock clock;

  MailTracing(Tracer tracer, Clock clock) {
    this.tracer = tracer;
    this.clock = clock;
  }

  /** When the spans of a batch begin that was fetched just now. */
  Instant fetched() {
    return clock.instant();
  }

  /** Until it is closed the calling thread works on that mail. */
  Traced begin(MailboxDefinition mailbox, FolderPlace place, SourceItem item, Instant fetched) {
    String key =
        item.key().uid() == null
            ? place.folder() + "/" + item.key().sourceId()
            : place.folder() + "/" + place.uidValidity() + "/" + item.key().uid();
    Span span =
        tracer
            .spanBuilder("mail.incoming")
            .setNoParent()
            .setSpanKind(SpanKind.PRODUCER)
            .setStartTimestamp(fetched)
            .setAttribute("mailbox.id", mailbox.id().value())
            .setAttribute("mail.key", key)
            .startSpan();
    MDC.put("mailboxId", mailbox.id().value());
    MDC.put("messageKey", key);
    if (span.getSpanContext().isValid()) {
      MDC.put("traceId", span.getSpanContext().getTraceId());
    }
    return new Traced(span);
  }

  /** One mail's. */
  static final class Traced implements AutoCloseable {
    private final Span span;

    private Traced(Span span) {
      this.span = span;
    }

    /** Whoever reads the records goes on with the trace (W3C Trace Context). */
    PreparedMail mark(PreparedMail mail) {
      SpanContext context = span.getSpanContext();
      if (context.isValid()) {
        byte[] parent =
            "00-%s-%s-%s"
                .formatted(
                    context.getTraceId(), context.getSpanId(), context.getTraceFlags().asHex())
                .getBytes(StandardCharsets.US_ASCII);
        mail.records().forEach(record -> record.headers().add("traceparent", parent));
      }
      return mail;
    }

    @Override
    public void close() {
      span.end();
      MDC.remove("traceId");
      MDC.remove("messageKey");
      MDC.remove("mailboxId");
    }
  }
}

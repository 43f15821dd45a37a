package dev.mailbridge.imappoller.publish;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.imappoller.partition.PreparedMail;
import dev.mailbridge.imappoller.source.SourceItem;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.MDC;

/**
 * One span a mail, from its fetch to its records; log lines about the mail name it. Without a
 * collector of our own a mail gets a trace's name all the same (ADR 0046): the projects and the
 * sender may have one, and the name joins their logs.
 */
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
    SpanContext context = span.getSpanContext().isValid() ? span.getSpanContext() : named();
    MDC.put("traceId", context.getTraceId());
    return new Traced(span, context);
  }

  /**
   * Marked as sampled: a receiver that follows its caller's choice would record nothing otherwise.
   */
  private static SpanContext named() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return SpanContext.create(
        TraceId.fromLongs(random.nextLong(), random.nextLong() | 1),
        SpanId.fromLong(random.nextLong() | 1),
        TraceFlags.getSampled(),
        TraceState.getDefault());
  }

  /** One mail's. */
  static final class Traced implements AutoCloseable {
    private final Span span;
    private final SpanContext context;

    private Traced(Span span, SpanContext context) {
      this.span = span;
      this.context = context;
    }

    /** Whoever reads the records goes on with the trace (W3C Trace Context). */
    PreparedMail mark(PreparedMail mail) {
      byte[] parent =
          "00-%s-%s-%s"
              .formatted(context.getTraceId(), context.getSpanId(), context.getTraceFlags().asHex())
              .getBytes(StandardCharsets.US_ASCII);
      mail.records().forEach(record -> record.headers().add("traceparent", parent));
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

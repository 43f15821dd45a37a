package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.smtpsender.outgoing.StoredMail;
import io.opentelemetry.api.trace.SpanContext;
import org.jboss.logging.MDC;

/** Until it is closed, the calling thread's log lines name the mail that it works on. */
final class LogContext implements AutoCloseable {
  private LogContext() {}

  static LogContext of(StoredMail mail, SpanContext span) {
    MDC.put("mailboxId", mail.mailbox().value());
    MDC.put("messageKey", mail.id().value());
    if (span.isValid()) {
      MDC.put("traceId", span.getTraceId());
    }
    return new LogContext();
  }

  @Override
  public void close() {
    MDC.remove("mailboxId");
    MDC.remove("messageKey");
    MDC.remove("traceId");
  }
}

package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.smtpsender.outgoing.StoredMail;
import org.jboss.logging.MDC;

/** Until it is closed, the calling thread's log lines name the mail that it works on. */
final class LogContext implements AutoCloseable {
  private static final int TRACE_ID_BEGIN = 3;
  private static final int TRACE_ID_END = 35;

  private LogContext() {}

  static LogContext of(StoredMail mail) {
    MDC.put("mailboxId", mail.mailbox().value());
    MDC.put("messageKey", mail.id().value());
    if (mail.traceparent() != null) {
      // 00-<trace id>-<span id>-<flags> (W3C Trace Context, section 3.2.2).
      MDC.put("traceId", mail.traceparent().substring(TRACE_ID_BEGIN, TRACE_ID_END));
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

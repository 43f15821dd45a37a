package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.smtpsender.delivery.Backlogs.Waiting;
import dev.mailbridge.smtpsender.outbox.TraceParent;
import dev.mailbridge.smtpsender.outgoing.StoredMail;
import dev.mailbridge.smtpsender.submission.SendOutcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** What can be watched: the queue's depth and age, attempts by outcome, how long claims take. */
@Singleton
class SendingMeters {
  private static final Logger LOG = Logger.getLogger(SendingMeters.class);
  private final MeterRegistry registry;
  private final Tracer tracer;
  private final Clock clock;
  private final Timer claims;
  private volatile Map<MailboxId, Waiting> backlog = Map.of();

  SendingMeters(MeterRegistry registry, Tracer tracer, Clock clock) {
    this.registry = registry;
    this.tracer = tracer;
    this.clock = clock;
    this.claims =
        Timer.builder("mail.sender.claim").description("Claiming the next mail").register(registry);
    gauge("mail.sender.waiting", "Mails that wait", Waiting::waiting);
    gauge("mail.sender.uncertain", "Mails of which it isn't known yet", Waiting::uncertain);
    gauge("mail.sender.paused", "Mails that wait for an administrator", Waiting::paused);
    Gauge.builder("mail.sender.oldest.waiting", this::oldestSeconds)
        .description("Age of the oldest mail that may go")
        .baseUnit("seconds")
        .register(registry);
  }

  private void gauge(
      String name, String description, java.util.function.ToLongFunction<Waiting> part) {
    Gauge.builder(name, () -> backlog.values().stream().mapToLong(part).sum())
        .description(description)
        .register(registry);
  }

  private double oldestSeconds() {
    Instant now = clock.instant();
    return backlog.values().stream()
        .map(Waiting::oldest)
        .filter(oldest -> oldest != null)
        .mapToDouble(oldest -> Duration.between(oldest, now).toMillis() / 1000.0)
        .max()
        .orElse(0);
  }

  void backlog(Map<MailboxId, Waiting> now) {
    backlog = Map.copyOf(now);
  }

  <T> T claim(Supplier<T> claim) {
    return claims.record(claim);
  }

  /** Runs an attempt as part of its command's trace. */
  SendOutcome attempt(StoredMail mail, Supplier<SendOutcome> attempt) {
    Span span =
        tracer
            .spanBuilder("send mail")
            .setParent(TraceParent.context(mail.traceparent()))
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("mail.mailbox", mail.mailbox().value())
            .setAttribute("mail.outgoing.id", mail.id().value())
            .setAttribute("mail.attempt", mail.attempts())
            .startSpan();
    long start = System.nanoTime();
    try (Scope ignored = span.makeCurrent();
        LogContext log = LogContext.of(mail, span.getSpanContext())) {
      SendOutcome outcome = attempt.get();
      String name = outcome.getClass().getSimpleName();
      span.setAttribute("mail.outcome", name);
      // In here the line names mailbox, mail and trace.
      LOG.debugf("Mail %s: %s", mail.id(), name);
      if (!(outcome instanceof SendOutcome.Sent)) {
        span.setStatus(StatusCode.ERROR, name);
      }
      registry
          .timer("mail.sender.attempts", "outcome", name)
          .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      return outcome;
    } finally {
      span.end();
    }
  }
}

package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.contracts.MailboxId;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Metrics of each mailbox, from the moment this process knows it. Names follow OpenTelemetry's
 * conventions: durations in seconds end in {@code duration}, and units aren't part of a name but
 * where the thing counted is the unit.
 */
@Singleton
class MailboxMeters {
  private final MeterRegistry registry;
  private final Map<MailboxId, List<Meter>> meters = new ConcurrentHashMap<>();

  MailboxMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void add(MailboxState state) {
    Tags tags =
        Tags.of(
            "mailbox", state.mailbox().id().value(), "project", state.mailbox().project().value());
    meters.computeIfAbsent(
        state.mailbox().id(),
        id ->
            List.of(
                FunctionCounter.builder("mail.bridge.published", state, s -> s.published())
                    .description("Events that were committed")
                    .tags(tags)
                    .register(registry),
                FunctionCounter.builder("mail.bridge.reconnects", state, s -> s.reconnects())
                    .description("Connections to the mail server after the first")
                    .tags(tags)
                    .register(registry),
                Gauge.builder("mail.bridge.lag.mails", state, s -> s.waiting().mails())
                    .description("Mails that are known to be there and aren't committed yet")
                    .tags(tags)
                    .register(registry),
                Gauge.builder("mail.bridge.lag", state, s -> seconds(s.longestWait()))
                    .description("How long the oldest mail has waited that isn't committed yet")
                    .baseUnit("seconds")
                    .tags(tags)
                    .register(registry),
                timer("mail.bridge.fetch.duration", state.fetches(), tags)
                    .description("From asking the mail server for a batch to having it")
                    .register(registry),
                timer("mail.bridge.publish.duration", state.publications(), tags)
                    .description("From having a batch to its commit")
                    .register(registry)));
  }

  private static FunctionTimer.Builder<DurationSum> timer(String name, DurationSum sum, Tags tags) {
    return FunctionTimer.builder(
            name, sum, DurationSum::count, DurationSum::nanos, TimeUnit.NANOSECONDS)
        .tags(tags);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  void remove(MailboxId mailbox) {
    List<Meter> old = meters.remove(mailbox);
    if (old != null) {
      old.forEach(registry::remove);
    }
  }
}

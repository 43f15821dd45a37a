package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.contracts.MailboxId;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Metrics of each mailbox, for as long as this process knows it. */
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
                FunctionCounter.builder("mail.bridge.poller.published", state, s -> s.published())
                    .description("Events that were committed")
                    .tags(tags)
                    .register(registry),
                FunctionCounter.builder("mail.bridge.poller.connects", state, s -> s.connects())
                    .description("Connections to the mail server")
                    .tags(tags)
                    .register(registry),
                Gauge.builder("mail.bridge.poller.under.way", state, s -> s.underWay())
                    .description("Mails that were fetched and aren't committed yet")
                    .tags(tags)
                    .register(registry),
                Gauge.builder("mail.bridge.poller.lag.seconds", state, MailboxMeters::lag)
                    .description("From receipt at the server to the commit, of the last mail")
                    .tags(tags)
                    .register(registry)));
  }

  private static double lag(MailboxState state) {
    return state.lag() == null ? 0 : state.lag().toMillis() / 1000.0;
  }

  void remove(MailboxId mailbox) {
    List<Meter> old = meters.remove(mailbox);
    if (old != null) {
      old.forEach(registry::remove);
    }
  }
}

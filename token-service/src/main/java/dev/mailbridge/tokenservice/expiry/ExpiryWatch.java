package dev.mailbridge.tokenservice.expiry;

import dev.mailbridge.tokenservice.registration.Registrations;
import dev.mailbridge.tokenservice.registration.Registrations.CredentialEnd;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Shows in time which client credentials come to their end: as a metric and in the log. */
@ApplicationScoped
class ExpiryWatch {
  private static final Logger LOG = Logger.getLogger(ExpiryWatch.class);
  private static final Duration WARNED = Duration.ofDays(60);

  private final Registrations registrations;
  private final MultiGauge daysLeft;
  private final Clock clock;

  ExpiryWatch(Registrations registrations, MeterRegistry metrics, Clock clock) {
    this.registrations = registrations;
    this.clock = clock;
    this.daysLeft =
        MultiGauge.builder("mail.bridge.credential.days.left")
            .description("Days until the last client credential of a registration ends")
            .register(metrics);
  }

  @Scheduled(every = "1h", delayed = "10s")
  @RunOnVirtualThread
  void measure() {
    List<CredentialEnd> ends = registrations.credentialEnds();
    daysLeft.register(
        ends.stream()
            .map(
                end ->
                    MultiGauge.Row.of(
                        Tags.of("registration", end.registrationId(), "client_id", end.clientId()),
                        daysLeft(end)))
            .toList(),
        true);
  }

  @Scheduled(every = "24h", delayed = "1m")
  @RunOnVirtualThread
  void warn() {
    Instant limit = clock.instant().plus(WARNED);
    registrations.credentialEnds().stream()
        .filter(end -> end.end().isBefore(limit))
        .forEach(
            end ->
                LOG.warnf(
                    "The client credential of %s (%s) ends on %s: enter the next one beside it.",
                    end.name(), end.clientId(), end.end()));
  }

  private double daysLeft(CredentialEnd end) {
    return Duration.between(clock.instant(), end.end()).toMinutes() / (24.0 * 60);
  }
}

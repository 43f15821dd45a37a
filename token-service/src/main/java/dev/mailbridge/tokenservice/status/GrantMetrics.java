package dev.mailbridge.tokenservice.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How many grants are in which state, and how long the longest unused refresh token has lain. */
@ApplicationScoped
class GrantMetrics {
  private static final double MILLIS_A_DAY = Duration.ofDays(1).toMillis();
  private final EntityManager entities;
  private final MultiGauge grants;
  private final Clock clock;
  private volatile double idleDays;

  GrantMetrics(EntityManager entities, MeterRegistry metrics, Clock clock) {
    this.entities = entities;
    this.clock = clock;
    grants =
        MultiGauge.builder("mail.bridge.grants")
            .description("Grants by state and by what fails")
            .register(metrics);
    Gauge.builder("mail.bridge.refresh.token.idle.days", () -> idleDays)
        .description("Days since the longest unused refresh token was used; it dies after 90")
        .register(metrics);
  }

  private record Count(String state, String code, long mailboxes) {}

  @Scheduled(every = "1m", delayed = "5s")
  @RunOnVirtualThread
  void measure() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              grants.register(counts().stream().map(GrantMetrics::row).toList(), true);
              idleDays = idle();
            });
  }

  private List<Count> counts() {
    return entities
        .createNativeQuery(
            "select lower(state), coalesce(failure_code, ''), count(*) from mailbox_grant"
                + " group by 1, 2",
            Count.class)
        .getResultList();
  }

  private static MultiGauge.Row<Number> row(Count count) {
    return MultiGauge.Row.of(
        Tags.of("state", count.state(), "code", count.code()), count.mailboxes());
  }

  private double idle() {
    Instant oldest =
        (Instant)
            entities
                .createNativeQuery(
                    "select min(refresh_token_used_at) from mailbox_grant"
                        + " where refresh_token_sealed is not null and state <> 'REVOKED'",
                    Instant.class)
                .getSingleResult();
    return oldest == null
        ? 0
        : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / MILLIS_A_DAY);
  }
}

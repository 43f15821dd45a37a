package dev.mailbridge.configservice.status;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;

/**
 * Enabled mailboxes by facet and state, and the longest lag of each facet, for alerts and
 * dashboards. Each instance tells the same: take the maximum, not the sum.
 */
@ApplicationScoped
class StatusMetrics {
  private final StatusRepository statuses;
  private final MultiGauge mailboxes;
  private final MultiGauge lag;

  StatusMetrics(StatusRepository statuses, MeterRegistry metrics) {
    this.statuses = statuses;
    this.mailboxes =
        MultiGauge.builder("mail_bridge_mailboxes")
            .description("Enabled mailboxes in a state")
            .register(metrics);
    this.lag =
        MultiGauge.builder("mail_bridge_lag_seconds")
            .description("How long the oldest mail that is not yet taken has waited, at most")
            .register(metrics);
  }

  @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  @Transactional
  void refresh() {
    List<MultiGauge.Row<?>> counts = new ArrayList<>();
    List<MultiGauge.Row<?>> lags = new ArrayList<>();
    for (StatusRepository.FacetState state : statuses.facetStates()) {
      Tags tags = Tags.of("facet", state.facet(), "state", state.state());
      counts.add(MultiGauge.Row.of(tags, state.mailboxes()));
      if (state.lagSeconds() != null) {
        lags.add(MultiGauge.Row.of(tags, state.lagSeconds()));
      }
    }
    mailboxes.register(counts, true);
    lag.register(lags, true);
  }
}

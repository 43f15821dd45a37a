package dev.mailbridge.tokenservice.status;

import dev.mailbridge.tokenservice.grant.Grants;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Reports every grant again now and then: warnings come with time alone, and a report that Kafka
 * lost is made good.
 */
@ApplicationScoped
class StatusRounds {
  private final Grants grants;

  StatusRounds(Grants grants) {
    this.grants = grants;
  }

  @Scheduled(every = "1h", delayed = "15s")
  @RunOnVirtualThread
  void report() {
    grants.reportAll();
  }
}

package dev.mailbridge.tokenservice;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** No scheduled task begins while the service stops: it would find the database closed. */
@ApplicationScoped
class QuietStop {
  private final Scheduler scheduler;

  QuietStop(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  void stop(@Observes @Priority(1) ShutdownEvent stopping) {
    scheduler.pause();
  }
}

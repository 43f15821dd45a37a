package dev.mailbridge.tokenservice;

import dev.mailbridge.testkit.MutableClock;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One clock for the service and its tests. */
class TestBeans {
  private static final MutableClock CLOCK =
      new MutableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  MutableClock clock() {
    return CLOCK;
  }
}

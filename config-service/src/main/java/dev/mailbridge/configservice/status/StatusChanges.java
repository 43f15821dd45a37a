package dev.mailbridge.configservice.status;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Notices changes in the database, where those that another instance has read from Kafka are too.
 * One look a second serves all who watch; none is made while nobody does.
 */
@ApplicationScoped
public class StatusChanges {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final StatusRepository statuses;
  private final Multi<StatusRepository.Mark> changes;

  StatusChanges(StatusRepository statuses) {
    this.statuses = statuses;
    this.changes =
        Multi.createFrom()
            .ticks()
            .every(INTERVAL)
            .onOverflow()
            .drop()
            .emitOn(Infrastructure.getDefaultWorkerPool())
            .map(tick -> look())
            .onFailure()
            .retry()
            .withBackOff(INTERVAL, Duration.ofSeconds(10))
            .indefinitely()
            .broadcast()
            .withCancellationAfterLastSubscriberDeparture()
            .toAllSubscribers();
  }

  /** An item for each change from now on; what it holds differs from the one before, no more. */
  public Multi<String> stream() {
    AtomicReference<StatusRepository.Mark> last = new AtomicReference<>();
    return changes
        .onOverflow()
        .drop()
        .filter(
            mark -> {
              StatusRepository.Mark before = last.getAndSet(mark);
              return before != null && !before.equals(mark);
            })
        .map(StatusRepository.Mark::toString);
  }

  private StatusRepository.Mark look() {
    return QuarkusTransaction.requiringNew().call(statuses::mark);
  }
}

package dev.mailbridge.smtpsender.outgoing;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Deletes mails that ended long ago, with their history. An id is free again only then. */
@Singleton
class Retention {
  private static final Logger LOG = Logger.getLogger(Retention.class);
  private static final int BATCH = 1_000;

  private final EntityManager entities;
  private final RetryConfig config;
  private final Clock clock;

  Retention(EntityManager entities, RetryConfig config, Clock clock) {
    this.entities = entities;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void deleteOld() {
    Instant before = clock.instant().minus(config.keepFor());
    long total = 0;
    int deleted;
    do {
      deleted = QuarkusTransaction.requiringNew().call(() -> delete(before));
      total += deleted;
    } while (deleted == BATCH);
    if (total > 0) {
      LOG.infof("%d mails that ended before %s are no longer kept", total, before);
    }
  }

  private int delete(Instant before) {
    return entities
        .createNativeQuery(
            """
            delete from outgoing_mail where seq in (
              select seq from outgoing_mail
              where state in ('SENT', 'REFUSED', 'FAILED', 'BOUNCED', 'CANCELLED')
                and settled_at < ?1
              order by settled_at limit ?2 for update skip locked)
            """)
        .setParameter(1, before)
        .setParameter(2, BATCH)
        .executeUpdate();
  }
}

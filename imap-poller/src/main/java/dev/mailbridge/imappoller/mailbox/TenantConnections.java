package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.imappoller.PollerConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * How many mailboxes of one tenant are open at the same time: those that wait get their turn when
 * one that is open has been read to its end. A tenant is a server and the domain of the mailbox.
 */
@Singleton
class TenantConnections {
  private final int most;
  private final Map<String, Semaphore> tenants = new ConcurrentHashMap<>();

  @Inject
  TenantConnections(PollerConfig config) {
    this(config.connectionsPerTenant());
  }

  /**
   * @param most 0 for no limit
   */
  TenantConnections(int most) {
    this.most = most;
  }

  /** A place of one mailbox; given back once, however often it is closed. */
  static final class Place implements AutoCloseable {
    private final Semaphore tenant;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Place(Semaphore tenant) {
      this.tenant = tenant;
    }

    /** Whether others wait for a place. */
    boolean wanted() {
      return tenant != null && tenant.hasQueuedThreads();
    }

    @Override
    public void close() {
      if (tenant != null && closed.compareAndSet(false, true)) {
        tenant.release();
      }
    }
  }

  /**
   * Waits for a place, the longest waiting first.
   *
   * @return null when it was stopped before there was one
   */
  Place take(MailboxDefinition mailbox, BooleanSupplier stopped) {
    if (most == 0) {
      return new Place(null);
    }
    Semaphore tenant = tenants.computeIfAbsent(tenant(mailbox), key -> new Semaphore(most, true));
    try {
      while (!stopped.getAsBoolean()) {
        if (tenant.tryAcquire(1, TimeUnit.SECONDS)) {
          return new Place(tenant);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  private static String tenant(MailboxDefinition mailbox) {
    String domain = mailbox.address().substring(mailbox.address().lastIndexOf('@') + 1);
    return (domain + " " + mailbox.incoming().host()).toLowerCase(Locale.ROOT);
  }
}

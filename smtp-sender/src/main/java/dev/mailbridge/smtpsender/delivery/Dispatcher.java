package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.smtpsender.mailbox.MailboxChanged;
import dev.mailbridge.smtpsender.mailbox.MailboxDirectory;
import dev.mailbridge.smtpsender.outgoing.MailsWaiting;
import dev.mailbridge.smtpsender.token.GrantChanged;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Sees which mailboxes have work and keeps a sender for each that this process may serve. */
@ApplicationScoped
class Dispatcher {
  private static final Logger LOG = Logger.getLogger(Dispatcher.class);
  private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(1);

  private final MailboxDirectory directory;
  private final SendingRecords records;
  private final MailboxSenders senders;
  private final MailboxHealth health;
  private final SendingSwitch sending;
  private final ReplicaPresence presence;
  private final BlockingQueue<MailboxId> signals = new LinkedBlockingQueue<>();
  private volatile boolean stopping;
  private Thread thread;

  Dispatcher(
      MailboxDirectory directory,
      SendingRecords records,
      MailboxSenders senders,
      MailboxHealth health,
      SendingSwitch sending,
      ReplicaPresence presence) {
    this.directory = directory;
    this.records = records;
    this.senders = senders;
    this.health = health;
    this.sending = sending;
    this.presence = presence;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofVirtual().name("dispatcher").start(this::run);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    if (thread != null) {
      thread.interrupt();
      thread.join(2_000);
    }
    senders.stopAll();
  }

  void waiting(@Observes MailsWaiting event) {
    if (!senders.wake(event.mailbox())) {
      signals.add(event.mailbox());
    }
  }

  void changed(@Observes MailboxChanged event) {
    // Its lanes hold the old definition; new ones begin with the new.
    senders.stop(event.mailbox());
    mended(event.mailbox());
  }

  void changed(@Observes GrantChanged event) {
    senders.dropConnections(event.mailbox());
    mended(event.mailbox());
  }

  private void mended(MailboxId mailbox) {
    Thread.ofVirtual().start(() -> resume(mailbox));
  }

  /** Ends a mailbox's pause. */
  void resume(MailboxId mailbox) {
    health.resume(mailbox);
    senders.resume(mailbox);
    signals.add(mailbox);
  }

  private void run() {
    long lookAt = System.nanoTime();
    presence.show();
    while (!stopping) {
      try {
        Set<MailboxId> wanted = new HashSet<>();
        long wait = lookAt - System.nanoTime();
        MailboxId signalled = signals.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
        if (signalled == null) {
          lookAt = System.nanoTime() + LOOK_EVERY;
          presence.show();
          sending.read();
          senders.tend();
          wanted.addAll(records.withWork(sending()));
        } else {
          wanted.add(signalled);
          signals.drainTo(wanted);
        }
        wanted.forEach(this::serve);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warnf("Work can't be looked for just now: %s", e.toString());
        lookAt = System.nanoTime() + LOOK_EVERY;
      }
    }
  }

  private Set<MailboxId> sending() {
    Set<MailboxId> ids = new HashSet<>();
    directory.all().stream()
        .filter(Dispatcher::maySend)
        .map(MailboxDefinition::id)
        .forEach(ids::add);
    return ids;
  }

  private void serve(MailboxId id) {
    directory.find(id).filter(Dispatcher::maySend).ifPresent(senders::serve);
  }

  private static boolean maySend(MailboxDefinition mailbox) {
    return mailbox.enabled() && mailbox.outgoing() != null;
  }
}

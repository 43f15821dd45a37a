package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.smtpsender.certainty.UncertainMails;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The senders of the mailboxes whose lease this process has. */
@ApplicationScoped
class MailboxSenders {
  private final MailboxLeases leases;
  private final MailboxPauses pauses;
  private final UncertainMails uncertain;
  private final SenderStart start;
  private final SendingConfig config;
  private final Map<MailboxId, MailboxSender> senders = new ConcurrentHashMap<>();
  private long renewAt = System.nanoTime();

  MailboxSenders(
      MailboxLeases leases,
      MailboxPauses pauses,
      UncertainMails uncertain,
      SenderStart start,
      SendingConfig config) {
    this.leases = leases;
    this.pauses = pauses;
    this.uncertain = uncertain;
    this.start = start;
    this.config = config;
  }

  /**
   * @return false when this process doesn't serve the mailbox
   */
  boolean wake(MailboxId mailbox) {
    MailboxSender sender = senders.get(mailbox);
    if (sender == null || sender.stopped()) {
      return false;
    }
    sender.wake();
    return true;
  }

  /** The mailboxes that this process sends for. */
  Set<MailboxId> serving() {
    return Set.copyOf(senders.keySet());
  }

  /** Begins to send for a mailbox, unless another process has it. By one thread alone. */
  void serve(MailboxDefinition mailbox) {
    MailboxSender serving = senders.get(mailbox.id());
    if (serving != null && !serving.ended()) {
      serving.wake();
      uncertain.lookUpDue(mailbox);
      return;
    }
    if (!leases.acquire(mailbox.id())) {
      return;
    }
    MailboxSender sender = start.prepare(mailbox);
    senders.put(mailbox.id(), sender);
    // Nobody else has the lease: whatever is marked as under way was left behind by a crash.
    uncertain.takeOver(mailbox.id());
    uncertain.lookUpDue(mailbox);
    start.lanes(sender);
  }

  /** Renews the leases, and lets go of mailboxes that have nothing to do. */
  void tend() {
    senders.values().stream().filter(MailboxSender::ended).forEach(this::end);
    if (!senders.isEmpty() && System.nanoTime() - renewAt >= 0) {
      long asked = System.nanoTime();
      Set<MailboxId> kept = leases.renew(senders.keySet());
      renewAt = asked + config.lease().toNanos() / 3;
      senders
          .values()
          .forEach(
              sender -> {
                if (kept.contains(sender.id())) {
                  sender.leaseRenewed(config.lease());
                  resumeIfMended(sender);
                } else {
                  sender.stop();
                }
              });
    }
  }

  /** Another replica may have been told that a mailbox is mended. */
  private void resumeIfMended(MailboxSender sender) {
    if (sender.pause() != null && pauses.find(sender.id()).isEmpty()) {
      sender.resume();
    }
  }

  private void end(MailboxSender sender) {
    senders.remove(sender.id(), sender);
    leases.release(sender.id());
  }

  void stop(MailboxId mailbox) {
    MailboxSender sender = senders.get(mailbox);
    if (sender != null) {
      sender.stop();
    }
  }

  void resume(MailboxId mailbox) {
    MailboxSender sender = senders.get(mailbox);
    if (sender != null) {
      sender.resume();
    }
  }

  void dropConnections(MailboxId mailbox) {
    MailboxSender sender = senders.get(mailbox);
    if (sender != null) {
      sender.dropConnections();
    }
  }

  /** Waits for the mails under way, then gives the mailboxes away. */
  void stopAll() {
    senders.values().forEach(MailboxSender::stop);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
    while (senders.values().stream().anyMatch(s -> !s.ended()) && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    senders.values().stream().filter(MailboxSender::ended).forEach(this::end);
  }
}

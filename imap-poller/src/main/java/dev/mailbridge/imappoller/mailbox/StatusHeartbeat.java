package dev.mailbridge.imappoller.mailbox;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;

/** Repeats every status now and then, with its figures and the last sign of life. */
@Singleton
class StatusHeartbeat {
  private final OwnMailboxes mailboxes;
  private final StatusPublisher statuses;

  StatusHeartbeat(OwnMailboxes mailboxes, StatusPublisher statuses) {
    this.mailboxes = mailboxes;
    this.statuses = statuses;
  }

  @Scheduled(every = "{mail-bridge.poller.status-every:60s}", delayed = "30s")
  void repeat() {
    mailboxes.all().forEach(entry -> statuses.publish(entry.state().status()));
  }
}

package dev.mailbridge.imappoller.health;

import dev.mailbridge.imappoller.partition.MailboxFollower;
import dev.mailbridge.imappoller.partition.OwnedPartitions;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while Kafka's group is followed; mail servers and tokens have their mailboxes' status. */
@Readiness
@Singleton
class GroupHealth implements HealthCheck {
  private static final long LONGEST_SILENCE_MS = 30_000;

  private final MailboxFollower follower;
  private final OwnedPartitions owned;

  GroupHealth(MailboxFollower follower, OwnedPartitions owned) {
    this.follower = follower;
    this.owned = owned;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("mailboxes")
        .status(follower.silentFor() < LONGEST_SILENCE_MS)
        .withData("partitions", owned.numbers().toString())
        .build();
  }
}

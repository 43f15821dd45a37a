package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.smtpsender.outgoing.AttemptSettlement;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** What all lanes of this process use. */
@Singleton
class LaneParts {
  private final SendingWork work;
  private final DeliveryAttempt attempt;
  private final AttemptSettlement settlement;
  private final MailboxHealth health;
  private final SendingMeters meters;
  private final SendingConfig config;
  private final Clock clock;
  // Fair: a mailbox with a long queue can't keep the others waiting.
  private final Semaphore parallel;

  LaneParts(
      SendingWork work,
      DeliveryAttempt attempt,
      AttemptSettlement settlement,
      MailboxHealth health,
      SendingMeters meters,
      SendingConfig config,
      Clock clock) {
    this.work = work;
    this.attempt = attempt;
    this.settlement = settlement;
    this.health = health;
    this.meters = meters;
    this.config = config;
    this.clock = clock;
    this.parallel = new Semaphore(config.parallel(), true);
  }

  SendingWork work() {
    return work;
  }

  DeliveryAttempt attempt() {
    return attempt;
  }

  AttemptSettlement settlement() {
    return settlement;
  }

  MailboxHealth health() {
    return health;
  }

  SendingMeters meters() {
    return meters;
  }

  Semaphore parallel() {
    return parallel;
  }

  Duration idleConnection() {
    return config.idleConnection();
  }

  SendingConfig config() {
    return config;
  }

  Clock clock() {
    return clock;
  }
}

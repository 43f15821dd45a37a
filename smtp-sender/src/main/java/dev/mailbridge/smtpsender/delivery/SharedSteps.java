package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.smtpsender.delivery.SendingWork.Ended;
import dev.mailbridge.smtpsender.outgoing.StoredMail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The durable steps of one mailbox's lanes, several at once: while one transaction runs, the lanes
 * that come meanwhile gather, and the next transaction is for all of them. A lane alone doesn't
 * wait.
 */
final class SharedSteps {
  private final Steps steps;
  private final MailboxDefinition mailbox;
  private final Queue<Step> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock turn = new ReentrantLock();

  /** One transaction; see {@link SendingWork#next}. */
  interface Steps {
    List<StoredMail> next(List<Ended> ended, MailboxDefinition mailbox, int claims);
  }

  SharedSteps(Steps steps, MailboxDefinition mailbox) {
    this.steps = steps;
    this.mailbox = mailbox;
  }

  /** What one lane asks for, and then what came of it; guarded by the turn. */
  private static final class Step {
    private final Optional<Ended> ended;
    private final boolean claim;
    private boolean done;
    private StoredMail mail;
    private RuntimeException failure;

    private Step(Optional<Ended> ended, boolean claim) {
      this.ended = ended;
      this.claim = claim;
    }
  }

  /**
   * Records what has ended and claims the next mail.
   *
   * @throws RuntimeException when it can't be stored; it may be asked for again
   */
  Optional<StoredMail> next(Optional<Ended> ended, boolean claim) {
    Step own = new Step(ended, claim);
    waiting.add(own);
    turn.lock();
    try {
      if (!own.done) {
        List<Step> all = new ArrayList<>();
        for (Step step = waiting.poll(); step != null; step = waiting.poll()) {
          all.add(step);
        }
        take(all);
      }
      if (own.failure != null) {
        throw own.failure;
      }
      return Optional.ofNullable(own.mail);
    } finally {
      turn.unlock();
    }
  }

  /** How many wait for the next transaction. */
  int gathered() {
    return waiting.size();
  }

  private void take(List<Step> all) {
    try {
      run(all);
    } catch (RuntimeException e) {
      if (all.size() == 1) {
        all.getFirst().done = true;
        all.getFirst().failure = e;
      } else {
        // One that can't be stored must not keep the others.
        all.forEach(step -> take(List.of(step)));
      }
    }
  }

  private void run(List<Step> all) {
    List<Step> claiming = all.stream().filter(step -> step.claim).toList();
    List<StoredMail> mails =
        steps.next(
            all.stream().flatMap(step -> step.ended.stream()).toList(), mailbox, claiming.size());
    for (int i = 0; i < mails.size(); i++) {
      claiming.get(i).mail = mails.get(i);
    }
    all.forEach(step -> step.done = true);
  }
}

package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.imappoller.partition.PartitionSession;
import dev.mailbridge.imappoller.partition.PreparedBatch;
import dev.mailbridge.imappoller.publish.HeldMails;
import dev.mailbridge.imappoller.publish.ProjectTopics;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;

/** Publishes mails that a rule held, each once. */
@Singleton
class Release {
  private final HeldMails mails;
  private final ProjectTopics topics;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  Release(HeldMails mails, ProjectTopics topics) {
    this.mails = mails;
    this.topics = topics;
  }

  /**
   * What came of it.
   *
   * @param published 0 when it was released before
   * @param id the event's
   */
  record Outcome(int published, String id) {}

  /**
   * Answers when it is committed.
   *
   * @throws SourceException when the project can't take it
   * @throws dev.mailbridge.imappoller.partition.BatchRefused when it was not committed
   */
  Outcome publish(MailboxDefinition mailbox, PartitionSession session, HeldMails.Held held) {
    HeldMails.Released released = mails.release(mailbox, held);
    if (!topics.exists(released.event().project())) {
      throw new SourceException(
          SourceFailure.PROJECT_TOPIC_MISSING,
          "There is no topic for the mails of project " + released.event().project() + ".");
    }
    oneAtATime.lock();
    try {
      if (session.published(mailbox.id(), released.releaseId())) {
        return new Outcome(0, released.event().id());
      }
      PreparedBatch batch =
          new PreparedBatch(
              mailbox.id(),
              held.folder(),
              null,
              null,
              List.of(released.mail()),
              new CompletableFuture<>());
      session.offer(batch);
      batch.outcome().join();
      session.publishedNow(mailbox.id(), released.releaseId());
      return new Outcome(1, released.event().id());
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : e;
    } finally {
      oneAtATime.unlock();
    }
  }
}

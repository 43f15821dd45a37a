package dev.mailbridge.imappoller.partition;

/** Something that must be known before a partition's mails are read. */
public interface OpenCondition {
  /**
   * Waits for it.
   *
   * @throws IllegalStateException when it takes too long: then it is tried again
   */
  void awaitRestored(int partition);
}

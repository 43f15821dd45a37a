package dev.mailbridge.imappoller.partition;

/** What became of a transaction. */
sealed interface CommitOutcome {
  record Committed() implements CommitOutcome {}

  /** Nothing of it was written, and the producer is good for the next one. */
  record Aborted(Exception cause) implements CommitOutcome {}

  /** Somebody else owns the partition now. Nothing of it was written. */
  record Fenced(Exception cause) implements CommitOutcome {}

  /** It may or may not have been written: only the cursors tell, after a new initTransactions. */
  record Unknown(Exception cause) implements CommitOutcome {}
}

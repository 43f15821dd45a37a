package dev.mailbridge.smtpsender.submission;

/**
 * A way for a mailbox's mails to its server. Opens what it needs at the first mail and keeps it for
 * the next. For one thread at a time, {@link #close} and {@link #drop} excepted.
 */
public interface SubmissionChannel extends AutoCloseable {
  SendOutcome send(Submission submission);

  /**
   * What was said about the last mail that was not simply sent: no secrets, at most some thousand
   * characters; null when nothing was said.
   */
  String conversation();

  /**
   * Ends the connection at once, as the token it was opened with is void; the next mail reopens.
   */
  void drop();

  /** Ends the connection politely; the next mail reopens it. */
  @Override
  void close();
}

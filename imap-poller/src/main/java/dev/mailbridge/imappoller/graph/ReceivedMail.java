package dev.mailbridge.imappoller.graph;

import java.nio.file.Path;

/** What came for the {@code $value} of a message. */
sealed interface ReceivedMail {
  record InMemory(byte[] raw) implements ReceivedMail {}

  /** A big mail, in the spool folder. */
  record InFile(Path file, long size) implements ReceivedMail {}

  /**
   * It is over the limit, and the rest of it was not taken.
   *
   * @param size as the server names it, or else what came until then
   */
  record Cut(byte[] beginning, long size) implements ReceivedMail {}

  record Refused(GraphAnswer answer) implements ReceivedMail {}
}

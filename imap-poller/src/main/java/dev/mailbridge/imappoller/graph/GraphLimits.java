package dev.mailbridge.imappoller.graph;

import java.nio.file.Path;

/**
 * How much is fetched at a time.
 *
 * @param octets of a batch together, reached by its last mail
 * @param maxMail of bigger ones only the beginning is taken
 */
record GraphLimits(int mails, long octets, long maxMail, Path spool) {
  /** How much of a mail that is too big is looked at for its header. */
  static final int HEADER = 256 * 1024;

  /** From this size on a mail lies in a file: Graph doesn't say sizes beforehand. */
  long inMemory() {
    return Math.min(octets, maxMail);
  }
}

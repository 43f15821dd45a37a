package dev.mailbridge.imappoller.imap;

import java.nio.file.Path;

/**
 * How much is fetched at a time.
 *
 * @param octets of a batch together
 * @param bigMail from this size on a mail is fetched in pieces, into a file in {@code spool}
 * @param maxMail above it only the header is fetched
 */
record BatchLimits(int mails, long octets, long bigMail, long maxMail, Path spool) {
  /** Entries of one look into the folder; Exchange Online dislikes longer ones. */
  static final int LISTING = 500;
}

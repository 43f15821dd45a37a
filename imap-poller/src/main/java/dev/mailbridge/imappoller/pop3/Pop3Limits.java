package dev.mailbridge.imappoller.pop3;

/**
 * How much is fetched at a time.
 *
 * @param octets of a batch together
 * @param maxMail bigger ones are announced without content
 */
record Pop3Limits(int mails, long octets, long maxMail) {}

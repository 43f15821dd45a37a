/**
 * Who owns which mailboxes, and the transactions that publish their mails: guarantees 1 and 3 of
 * the architecture live here.
 */
package dev.mailbridge.imappoller.partition;

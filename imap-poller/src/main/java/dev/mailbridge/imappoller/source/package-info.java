/** What every way of reading a mailbox has in common; IMAP, POP3 and Graph are behind it. */
package dev.mailbridge.imappoller.source;

/** IMAP (RFC 3501, RFC 9051) over Angus Mail's protocol layer. */
package dev.mailbridge.imappoller.imap;

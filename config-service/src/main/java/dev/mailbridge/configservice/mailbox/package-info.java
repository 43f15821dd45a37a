/** Mailboxes: kept in the database, published on {@code mail.mailboxes}. */
package dev.mailbridge.configservice.mailbox;

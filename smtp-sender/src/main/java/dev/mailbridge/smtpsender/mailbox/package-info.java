/** The mailboxes as {@code mail.mailboxes} defines them. */
package dev.mailbridge.smtpsender.mailbox;

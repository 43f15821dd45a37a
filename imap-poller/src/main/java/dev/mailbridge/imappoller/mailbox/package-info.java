/** The mailboxes of this process: their readers, their state, and what an operator may do. */
package dev.mailbridge.imappoller.mailbox;

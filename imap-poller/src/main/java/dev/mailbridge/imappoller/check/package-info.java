/** Tries a mailbox step by step, for the web admin's Doctor, and lists its folders. */
package dev.mailbridge.imappoller.check;

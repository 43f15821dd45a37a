/** Tries a mailbox's way out step by step, for the web admin's Doctor. */
package dev.mailbridge.smtpsender.check;

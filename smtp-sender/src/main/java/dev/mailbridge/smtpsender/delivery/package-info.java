/**
 * Brings waiting mails to their servers: who sends for which mailbox, how fast, over how many
 * connections.
 */
package dev.mailbridge.smtpsender.delivery;

/** The mailboxes: folders, mails and flags. */
package dev.mailbridge.simulator.mail;

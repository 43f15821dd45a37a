/** The structure of a mail as IMAP and Graph show it, by octet ranges in the mail. */
package dev.mailbridge.simulator.mime;

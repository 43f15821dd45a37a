/** What imap-poller is asked for: raw mails, and mails that it shall publish after all. */
package dev.mailbridge.configservice.poller;

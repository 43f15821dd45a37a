/**
 * What the measurements of imap-poller share: its process, its mailboxes, its independent reader.
 */
package dev.mailbridge.benchmarks.poller;

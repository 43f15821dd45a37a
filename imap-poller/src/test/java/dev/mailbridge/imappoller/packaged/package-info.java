/** The packaged poller as processes that are killed and stopped. */
package dev.mailbridge.imappoller.packaged;

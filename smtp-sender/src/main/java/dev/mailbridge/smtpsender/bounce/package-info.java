/** Returned mails, as the poller found them. */
package dev.mailbridge.smtpsender.bounce;

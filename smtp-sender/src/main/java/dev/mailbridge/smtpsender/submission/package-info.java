/** One attempt to hand a mail to a server, and what its answer means. */
package dev.mailbridge.smtpsender.submission;

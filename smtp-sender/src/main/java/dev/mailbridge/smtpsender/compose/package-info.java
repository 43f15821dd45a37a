/** A command made into a mail (RFC 5322, MIME), and what is refused before that. */
package dev.mailbridge.smtpsender.compose;

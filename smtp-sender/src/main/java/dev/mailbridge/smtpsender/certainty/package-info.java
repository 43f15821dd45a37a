/** Mails whose answer was lost: were they sent? */
package dev.mailbridge.smtpsender.certainty;

/** Sends mail and reports its fate. */
package dev.mailbridge.smtpsender;

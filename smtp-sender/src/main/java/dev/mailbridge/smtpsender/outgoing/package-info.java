/** The commands as they are stored, and how far each has come. */
package dev.mailbridge.smtpsender.outgoing;

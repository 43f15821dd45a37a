/** A stand-in Office 365 tenant: Entra, IMAP, POP3, SMTP and Graph, with faults on command. */
package dev.mailbridge.simulator;

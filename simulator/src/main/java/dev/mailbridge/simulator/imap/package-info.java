/** IMAP4rev1 as Exchange Online speaks it (RFC 3501 with its known quirks). */
package dev.mailbridge.simulator.imap;

/** Who may open which mailbox with which token, for the mail protocols and Graph. */
package dev.mailbridge.simulator.access;

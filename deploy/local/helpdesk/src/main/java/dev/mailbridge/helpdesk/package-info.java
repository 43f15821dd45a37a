/**
 * A sample project. It shows all that a help desk has to do to use the mail bridge: read {@code
 * mail.incoming} and {@code mail.delivery}, write {@code mail.outgoing}.
 */
package dev.mailbridge.helpdesk;

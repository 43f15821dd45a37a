/** Connections of the mail protocols: accepting, lines and octets, TLS, and ways to fail. */
package dev.mailbridge.simulator.net;

/** The simulator's own certificate authority and the TLS identity of its mail servers. */
package dev.mailbridge.simulator.tls;

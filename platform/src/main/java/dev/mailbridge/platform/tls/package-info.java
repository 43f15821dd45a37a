/** Which certificates outgoing connections trust. */
package dev.mailbridge.platform.tls;

/** How poller, sender and config-service ask token-service for tokens and keys. */
package dev.mailbridge.token;

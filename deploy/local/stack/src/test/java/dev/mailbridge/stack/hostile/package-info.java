/** Hostile callers of the services' REST interfaces, against a running stack. */
package dev.mailbridge.stack.hostile;

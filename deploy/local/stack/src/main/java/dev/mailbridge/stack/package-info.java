/** Starts and stops the local stack. */
package dev.mailbridge.stack;

/** The local stack: which processes belong to it, where its state lies, how it starts and stops. */
package dev.mailbridge.stack.local;

/** What many quiet mailboxes cost. */
package dev.mailbridge.benchmarks.idle;

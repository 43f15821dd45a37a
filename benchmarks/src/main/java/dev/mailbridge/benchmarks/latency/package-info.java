/** From the arrival of a mail to its committed event. */
package dev.mailbridge.benchmarks.latency;

/** How long the services take to be ready, and what they hold in memory at rest. */
package dev.mailbridge.benchmarks.start;

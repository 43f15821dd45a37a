/** How fast full mailboxes become committed events. */
package dev.mailbridge.benchmarks.ingest;

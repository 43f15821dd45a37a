/** How fast, how small and how exact the import of users is. */
package dev.mailbridge.benchmarks.directory;

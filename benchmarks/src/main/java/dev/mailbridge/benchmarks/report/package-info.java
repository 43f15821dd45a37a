/** What all measurements share: their options, and the report with figures, peers and goals. */
package dev.mailbridge.benchmarks.report;

/** How fast mails are read, beside others. */
package dev.mailbridge.benchmarks.parse;

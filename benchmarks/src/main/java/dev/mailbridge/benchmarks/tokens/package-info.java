/** Access tokens out of token-service's cache: authenticated, audited, over loopback. */
package dev.mailbridge.benchmarks.tokens;

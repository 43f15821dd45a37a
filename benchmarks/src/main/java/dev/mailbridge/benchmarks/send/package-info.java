/** {@code ./bench send}: how fast smtp-sender sends, beside Postfix' own smtp-source. */
package dev.mailbridge.benchmarks.send;

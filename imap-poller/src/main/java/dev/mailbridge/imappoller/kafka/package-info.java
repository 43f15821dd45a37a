/** How every client of ours reaches Kafka. */
package dev.mailbridge.imappoller.kafka;

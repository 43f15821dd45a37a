/** A Kafka broker as a process of its own. */
package dev.mailbridge.broker;

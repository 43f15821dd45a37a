/** Events that are stored with the change they tell of, and reach Kafka after it is committed. */
package dev.mailbridge.smtpsender.outbox;

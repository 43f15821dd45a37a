package dev.mailbridge.smtpsender.outbox;

import java.time.Instant;

/** One event on its way to Kafka. */
record OutboxEvent(
    long seq,
    String topic,
    String key,
    String type,
    String eventId,
    byte[] value,
    Instant at,
    String traceparent) {}

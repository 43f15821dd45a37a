/** The transactional outbox: an event is published when, and only when, its row was committed. */
package dev.mailbridge.configservice.outbox;

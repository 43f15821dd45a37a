/** <em>Quarantine and dead letters</em>: what could not be handled, or was held back by a rule. */
package dev.mailbridge.configservice.deadletter;

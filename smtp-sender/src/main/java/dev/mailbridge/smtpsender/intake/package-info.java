/** Commands from Kafka. */
package dev.mailbridge.smtpsender.intake;

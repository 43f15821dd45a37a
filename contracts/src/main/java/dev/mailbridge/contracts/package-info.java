/** What the services and the projects say to each other over Kafka. */
package dev.mailbridge.contracts;

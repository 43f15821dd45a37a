/** Tests of what is deployed: charts, Kafka resources, dashboards and alert rules. */
package dev.mailbridge.helm;

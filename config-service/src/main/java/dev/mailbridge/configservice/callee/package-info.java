/**
 * The other services, as they are asked over REST: with which identity, and what a failure says.
 */
package dev.mailbridge.configservice.callee;

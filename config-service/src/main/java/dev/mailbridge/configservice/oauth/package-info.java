/** The OAUTH2 fields under the set-up guide's names, kept as a registration at token-service. */
package dev.mailbridge.configservice.oauth;

/** Access tokens and MAC keys, from token-service. */
package dev.mailbridge.smtpsender.token;

/** token-service as this service uses it. */
package dev.mailbridge.imappoller.token;

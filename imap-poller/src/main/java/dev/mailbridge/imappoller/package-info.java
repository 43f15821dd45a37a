/** Reads mail and publishes it as events. */
package dev.mailbridge.imappoller;

/** Connections to mail servers, below any protocol. */
package dev.mailbridge.imappoller.net;

/** Microsoft Graph v1.0: delta queries and raw mails. */
package dev.mailbridge.imappoller.graph;

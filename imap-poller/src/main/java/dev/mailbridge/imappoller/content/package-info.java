/** The content store, and its downloads. */
package dev.mailbridge.imappoller.content;

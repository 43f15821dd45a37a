/** POP3 (RFC 1939), with XOAUTH2 as Exchange Online wants it. */
package dev.mailbridge.imappoller.pop3;

/** Sockets to mail servers: quick for small packets, and bounded in what a server may send. */
package dev.mailbridge.smtpsender.net;

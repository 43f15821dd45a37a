/**
 * Raw mails and attachments: put in batches that become durable together, read by reference from
 * any process.
 */
package dev.mailbridge.content;

/** Raw mails and attachments. */
package dev.mailbridge.content;

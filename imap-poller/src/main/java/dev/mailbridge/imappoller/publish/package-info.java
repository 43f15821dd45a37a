/** From fetched mails to the records that publish them: contents, events, ledger entries. */
package dev.mailbridge.imappoller.publish;

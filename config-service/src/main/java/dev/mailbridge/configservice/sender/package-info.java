/** What smtp-sender knows of outgoing mails, and mails that are sent to try a mailbox. */
package dev.mailbridge.configservice.sender;

/** How the mailboxes are, as the other services report it on {@code mail.status}. */
package dev.mailbridge.configservice.status;

/** What a registration may do for one mailbox, and the log of changes that others follow. */
package dev.mailbridge.tokenservice.grant;

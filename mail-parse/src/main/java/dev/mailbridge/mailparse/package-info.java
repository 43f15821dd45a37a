/** message/rfc822 octets in, the facts of the mail out. */
package dev.mailbridge.mailparse;

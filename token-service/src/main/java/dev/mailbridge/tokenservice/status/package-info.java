/** How each grant is, on mail.status and as metrics. */
package dev.mailbridge.tokenservice.status;

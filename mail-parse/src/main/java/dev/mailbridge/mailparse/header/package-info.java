/** Structured headers: addresses, dates, message identifiers, authentication results. */
package dev.mailbridge.mailparse.header;

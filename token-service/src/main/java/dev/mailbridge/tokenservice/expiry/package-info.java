/** When client credentials end: read from Graph where that is allowed, and told in time. */
package dev.mailbridge.tokenservice.expiry;

/** Optimistic locking over HTTP: ETag and If-Match (RFC 9110 sections 8.8.3 and 13.1.1). */
package dev.mailbridge.configservice.revision;

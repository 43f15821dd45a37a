/** Who did what; no secrets. */
package dev.mailbridge.tokenservice.audit;

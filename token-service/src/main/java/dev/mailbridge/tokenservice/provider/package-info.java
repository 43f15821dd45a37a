/**
 * The edge to identity providers: token requests, client authentication, and what their errors
 * mean.
 */
package dev.mailbridge.tokenservice.provider;

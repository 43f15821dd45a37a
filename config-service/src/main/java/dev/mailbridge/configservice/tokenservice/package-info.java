/** Registrations, grants and sign-in, which token-service keeps; here they are passed on to it. */
package dev.mailbridge.configservice.tokenservice;

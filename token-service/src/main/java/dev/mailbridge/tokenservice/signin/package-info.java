/** Signing in: one-time addresses, the redirect at the port of the registration, device codes. */
package dev.mailbridge.tokenservice.signin;

/** Tries a registration out before anybody signs in. */
package dev.mailbridge.tokenservice.check;

/** Signed and encrypted mails: told apart and opened as far as that needs no key. */
package dev.mailbridge.mailparse.security;

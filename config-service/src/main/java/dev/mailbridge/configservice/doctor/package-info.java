/** Tries a mailbox from its sign-in to a mail that comes back, and says what is wrong. */
package dev.mailbridge.configservice.doctor;

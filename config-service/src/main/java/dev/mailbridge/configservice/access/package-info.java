/** The local administrator: password, sessions of the web admin, lock-out. */
package dev.mailbridge.configservice.access;

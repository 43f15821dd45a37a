/** Dovecot and Postfix, installed from the system's packages, as private instances for tests. */
package dev.mailbridge.testkit.realservers;

/** The tenant's directory: users, groups, app registrations, consent, and rights on mailboxes. */
package dev.mailbridge.simulator.directory;

/** A sample project: what a help desk needs of the mail bridge. */
package dev.mailbridge.helpdesk;

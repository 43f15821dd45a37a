/** The projects' users, from {@code directory.users.<project>}: who writes is known by name. */
package dev.mailbridge.imappoller.directory;

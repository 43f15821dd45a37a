/** <em>Import Users from Azure AD</em>: its settings, its REST interface, and what runs it. */
package dev.mailbridge.configservice.directory;

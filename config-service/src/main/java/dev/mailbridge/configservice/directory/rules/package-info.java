/** The Import Rules: who is imported, and what is published of them. */
package dev.mailbridge.configservice.directory.rules;

/** Settings that belong to no single mailbox. */
package dev.mailbridge.configservice.settings;

/** Holds the configuration; the web admin. */
package dev.mailbridge.configservice;

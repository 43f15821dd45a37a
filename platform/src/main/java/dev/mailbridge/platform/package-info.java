/** What every service shares and nothing else. */
package dev.mailbridge.platform;

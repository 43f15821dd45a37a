/** A check step by step, as a service runs it and the web admin shows it. */
package dev.mailbridge.platform.check;

/** Erases what is kept of a person, and reports it. */
package dev.mailbridge.erase;

/** A running stack with a first mailbox in it, for those who want to look around. */
package dev.mailbridge.stack.demo;

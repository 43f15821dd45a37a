/** Whether this process can work. */
package dev.mailbridge.imappoller.health;

/** The packaged sender as a process. */
package dev.mailbridge.smtpsender.packaged;

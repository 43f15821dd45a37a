/** SMTP submission as smtp.office365.com:587 speaks it, and the transport of what is sent. */
package dev.mailbridge.simulator.smtp;

/** HTML of mails made safe to show, and as text. */
package dev.mailbridge.mailparse.html;

/** What is new in a mail: its text without quoted history and signature. */
package dev.mailbridge.mailparse.reply;

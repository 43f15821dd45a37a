/** Which conversation and which ticket a mail belongs to (guarantee 6). */
package dev.mailbridge.imappoller.conversation;

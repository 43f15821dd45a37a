/** What a person sees of a mail: which parts are its text, which are attachments. */
package dev.mailbridge.mailparse.body;

/** Octets to text: charsets by label, by detection, encoded words, flowed lines. */
package dev.mailbridge.mailparse.text;

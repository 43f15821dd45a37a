package dev.mailbridge.mailparse.body;

import dev.mailbridge.mailparse.Octets;

/**
 * An attachment as found, before its name is made safe and it is hashed.
 *
 * @param filename as sent, null when it has none
 * @param inline the sender said so
 */
record Attached(
    String filename, String contentType, boolean inline, String contentId, Octets octets) {}

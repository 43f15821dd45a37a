package dev.mailbridge.mailparse;

import java.time.Duration;

/**
 * How much of a mail is looked into. A limit that is reached gives a defect; the rest of the mail
 * stays in its raw content.
 *
 * @param mailBytes longest mail that is read from a stream; the rest is left unread
 * @param depth multiparts inside one another
 * @param parts body parts of a mail
 * @param headerBytes headers of {@link ParsedMail#headers()} together
 * @param textChars text and HTML, each
 * @param expansionRatio decoded octets per raw octet, against compressed content (TNEF's RTF)
 * @param time after which costly steps are left out (HTML, quoted history, detection)
 */
public record ParseLimits(
    int mailBytes,
    int depth,
    int parts,
    int headerBytes,
    int textChars,
    int expansionRatio,
    Duration time) {
  public static final ParseLimits DEFAULT =
      new ParseLimits(160 << 20, 32, 2_000, 128 << 10, 2 << 20, 20, Duration.ofSeconds(5));

  public ParseLimits {
    if (mailBytes < 1
        || depth < 1
        || parts < 1
        || headerBytes < 1
        || textChars < 1
        || expansionRatio < 1
        || time.isNegative()) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}

package dev.mailbridge.mailparse;

import dev.mailbridge.mailparse.body.MailReading;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Reads {@code message/rfc822} octets (RFC 5322, 2045 to 2049, and what is sent in their place).
 * Never throws because of a mail's content. Safe for use by many threads.
 */
public final class MailParser {
  /**
   * Exchange Online writes Authentication-Results without an authserv-id, and renames those that
   * came with the mail. Trust this "id" only for mailboxes there.
   */
  public static final String EXCHANGE_ONLINE = "";

  private final Set<String> trustedAuthservIds;

  /** Trusts no Authentication-Results. */
  public MailParser() {
    this(Set.of());
  }

  /**
   * @param trustedAuthservIds whose Authentication-Results are believed (RFC 8601 section 5): the
   *     receiving servers of the mailbox, or {@link #EXCHANGE_ONLINE}
   */
  public MailParser(Set<String> trustedAuthservIds) {
    this.trustedAuthservIds = Set.copyOf(trustedAuthservIds);
  }

  /** Parses with the default limits. */
  public ParsedMail parse(byte[] raw) {
    return parse(raw, ParseLimits.DEFAULT);
  }

  /**
   * Parses a mail.
   *
   * @param raw stays in use by the attachments: don't write to it afterwards
   */
  public ParsedMail parse(byte[] raw, ParseLimits limits) {
    return new MailReading(raw, limits, trustedAuthservIds).read();
  }

  /**
   * @throws IOException when the stream can't be read
   */
  public ParsedMail parse(InputStream raw, ParseLimits limits) throws IOException {
    return parse(raw.readNBytes(limits.mailBytes()), limits);
  }
}

package dev.mailbridge.imappoller.publish;

import dev.mailbridge.contracts.ContentRef;
import dev.mailbridge.imappoller.source.SourceItem;
import dev.mailbridge.mailparse.ParsedMail;

/**
 * A mail that was read and whose raw octets are kept.
 *
 * @param raw null when there is none, as for a mail over the limit
 * @param size octets on the server
 * @param contentHash what its identity is made of, with the Message-ID
 */
record RawMail(
    SourceItem.Key key,
    ParsedMail parsed,
    ContentRef raw,
    long size,
    String sha256,
    String contentHash,
    String defect) {
  static RawMail whole(SourceItem.Key key, ParsedMail parsed, ContentRef raw) {
    return new RawMail(
        key, parsed, raw, parsed.size(), parsed.sha256(), parsed.contentHash(), null);
  }

  RawMail keptAs(ContentRef kept) {
    return new RawMail(key, parsed, kept, size, sha256, contentHash, defect);
  }
}

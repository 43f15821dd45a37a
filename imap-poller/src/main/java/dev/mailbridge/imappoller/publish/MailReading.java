package dev.mailbridge.imappoller.publish;

import dev.mailbridge.contracts.ContentRef;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.imappoller.source.SourceItem;
import dev.mailbridge.mailparse.MailParser;
import dev.mailbridge.mailparse.ParseLimits;
import dev.mailbridge.mailparse.ParsedMail;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Parses mails and puts their raw octets into the content store. Never fails on a mail's content.
 */
@Singleton
class MailReading {
  private static final Logger LOG = Logger.getLogger(MailReading.class);

  /** A big mail's text and first attachments are within its first octets. */
  private static final int BIG_MAIL_PARSED = 48 << 20;

  private static final ParseLimits BIG =
      new ParseLimits(
          BIG_MAIL_PARSED,
          ParseLimits.DEFAULT.depth(),
          ParseLimits.DEFAULT.parts(),
          ParseLimits.DEFAULT.headerBytes(),
          ParseLimits.DEFAULT.textChars(),
          ParseLimits.DEFAULT.expansionRatio(),
          ParseLimits.DEFAULT.time());

  private final ConcurrentHashMap<String, MailParser> parsers = new ConcurrentHashMap<>();
  private final Semaphore oneBigMail = new Semaphore(1);

  RawMail read(MailboxDefinition mailbox, SourceItem.Mail mail, ContentSink contents) {
    ParsedMail parsed = parse(mailbox, mail.raw(), ParseLimits.DEFAULT);
    return RawMail.whole(mail.key(), parsed, contents.put(mail.raw(), parsed.sha256()));
  }

  ParsedMail parse(MailboxDefinition mailbox, byte[] raw) {
    return parse(mailbox, raw, ParseLimits.DEFAULT);
  }

  private ParsedMail parse(MailboxDefinition mailbox, byte[] raw, ParseLimits limits) {
    try {
      return parser(mailbox).parse(raw, limits);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.errorf(e, "A mail of mailbox %s can't be parsed; it is delivered raw", mailbox.id());
      return UnparsableMail.of(raw, e);
    }
  }

  /** Only one big mail is in memory at a time. */
  RawMail read(MailboxDefinition mailbox, SourceItem.Spooled mail, ContentSink contents) {
    oneBigMail.acquireUninterruptibly();
    try {
      byte[] head = head(mail.file());
      ParsedMail parsed = parse(mailbox, head, BIG);
      ContentRef raw = put(mail.file(), contents);
      if (head.length == mail.size()) {
        return RawMail.whole(mail.key(), parsed, raw);
      }
      return new RawMail(
          mail.key(),
          parsed,
          raw,
          mail.size(),
          FileHash.sha256(mail.file()),
          parsed.contentHash(),
          "Only the first %d MiB were read; the raw content is whole"
              .formatted(BIG_MAIL_PARSED >> 20));
    } finally {
      oneBigMail.release();
    }
  }

  RawMail read(MailboxDefinition mailbox, SourceItem.TooLarge mail) {
    ParsedMail parsed = parse(mailbox, mail.header());
    return new RawMail(
        mail.key(),
        parsed,
        null,
        mail.size(),
        null,
        "too-large-" + mail.size(),
        "The mail has %d octets, more than the mailbox's limit: read it in the mailbox, or raise the limit and publish it again"
            .formatted(mail.size()));
  }

  private static byte[] head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(BIG_MAIL_PARSED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ContentRef put(Path file, ContentSink contents) {
    try (InputStream in = Files.newInputStream(file)) {
      return contents.put(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whose word counts about SPF, DKIM and DMARC depends on the mailbox's server. */
  private MailParser parser(MailboxDefinition mailbox) {
    MailboxDefinition.Incoming incoming = mailbox.incoming();
    String trusted = incoming == null ? null : incoming.trustedAuthservId();
    if (trusted == null && exchangeOnline(incoming)) {
      trusted = MailParser.EXCHANGE_ONLINE;
    }
    return trusted == null
        ? parsers.computeIfAbsent("none", key -> new MailParser())
        : parsers.computeIfAbsent("of " + trusted, key -> new MailParser(Set.of(key.substring(3))));
  }

  private static boolean exchangeOnline(MailboxDefinition.Incoming incoming) {
    if (incoming == null || incoming.host() == null) {
      return incoming != null;
    }
    String host = incoming.host().toLowerCase(Locale.ROOT);
    return host.endsWith(".office365.com")
        || host.endsWith(".office365.us")
        || host.equals("partner.outlook.cn");
  }
}

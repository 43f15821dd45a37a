package dev.mailbridge.smtpsender.compose;

import com.ibm.icu.text.IDNA;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address as SMTP carries it: the local part in NFC, the domain in A-labels (IDNA 2008, UTS 46
 * without transition, so that ß stays ß). Equal addresses are equal records.
 *
 * @param local case kept
 * @param domain ASCII, lower case
 */
public record EmailAddress(String local, String domain) {
  // RFC 5321 dot-string with RFC 6531's letters; quoted local parts are not sent to.
  private static final Pattern LOCAL =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-\\x{80}-\\x{10FFFF}]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-\\x{80}-\\x{10FFFF}]+)*");
  private static final Pattern DOMAIN =
      Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");
  private static final IDNA IDN =
      IDNA.getUTS46Instance(
          IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.NONTRANSITIONAL_TO_UNICODE
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ);

  /** Empty when it is none that can be sent to. */
  public static Optional<EmailAddress> parse(String text) {
    int at = text == null ? -1 : text.lastIndexOf('@');
    if (at < 1 || text.chars().anyMatch(Character::isISOControl)) {
      return Optional.empty();
    }
    String local = Normalizer.normalize(text.substring(0, at), Normalizer.Form.NFC);
    if (!LOCAL.matcher(local).matches()
        || local.getBytes(StandardCharsets.UTF_8).length > 64
        || local.codePoints().anyMatch(c -> Character.isSpaceChar(c) || !Character.isDefined(c))) {
      return Optional.empty();
    }
    return asciiDomain(text.substring(at + 1)).map(domain -> new EmailAddress(local, domain));
  }

  private static Optional<String> asciiDomain(String domain) {
    StringBuilder ascii = new StringBuilder();
    IDNA.Info info = new IDNA.Info();
    IDN.nameToASCII(domain, ascii, info);
    String result = ascii.toString().toLowerCase(Locale.ROOT);
    return info.hasErrors() || result.length() > 253 || !DOMAIN.matcher(result).matches()
        ? Optional.empty()
        : Optional.of(result);
  }

  /** Whether it can only be sent to with SMTPUTF8 (RFC 6531). */
  public boolean needsUtf8() {
    return local.chars().anyMatch(c -> c > 127);
  }

  /** For comparing and searching: mail servers treat local parts without regard to case. */
  public String canonical() {
    return toString().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return local + "@" + domain;
  }
}

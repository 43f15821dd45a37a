package dev.mailbridge.mailrules;

import com.ibm.icu.text.IDNA;
import java.text.Normalizer;
import java.util.Locale;

/** Brings texts, addresses and domains into the form in which equal ones are equal. */
final class ComparableText {
  private static final IDNA DOMAINS =
      IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE);

  private ComparableText() {}

  /** Without regard to case, in Unicode's sense (Ö and ö, ẞ and ß), and to composition. */
  static String text(String value) {
    String composed = Normalizer.normalize(value, Normalizer.Form.NFC);
    return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** Domains as A-labels (UTS 46, ß isn't ss), so that both ways to write one are equal. */
  static String domain(String value) {
    String folded = Normalizer.normalize(value.strip(), Normalizer.Form.NFC);
    if (folded.chars().allMatch(c -> c < 0x80)) {
      return folded.toLowerCase(Locale.ROOT);
    }
    IDNA.Info info = new IDNA.Info();
    StringBuilder ascii = DOMAINS.nameToASCII(folded, new StringBuilder(), info);
    return info.hasErrors() ? folded.toLowerCase(Locale.ROOT) : ascii.toString();
  }

  static String address(String value) {
    String address = value.strip();
    int at = address.lastIndexOf('@');
    if (at < 0) {
      return text(address);
    }
    return text(address.substring(0, at)) + "@" + domain(address.substring(at + 1));
  }
}

package dev.mailbridge.mailparse.header;

import dev.mailbridge.mailparse.ParsedMail.Address;
import dev.mailbridge.mailparse.mime.Defects;
import dev.mailbridge.mailparse.text.EncodedWords;
import java.util.ArrayList;
import java.util.List;

/**
 * Addresses of a header (RFC 5322 section 3.4, RFC 6532), groups dissolved. What has no local part
 * or no domain is no address and is left out with a defect.
 */
public final class AddressList {
  private static final int MOST_ADDRESSES = 5_000;

  private final String text;
  private final Defects defects;
  private final List<Address> addresses = new ArrayList<>(2);
  private final StringBuilder phrase = new StringBuilder();
  private String angle;
  private int nameEnd;
  private String comment;
  private boolean loneQuote;
  private final int lastClose;
  private final int lastQuote;
  private int at;

  private AddressList(String text, Defects defects) {
    this.text = text;
    this.defects = defects;
    this.lastClose = text.lastIndexOf('>');
    this.lastQuote = text.lastIndexOf('"');
  }

  /**
   * @param values of all headers of one name
   */
  public static List<Address> parse(List<String> values, Defects defects) {
    if (values.isEmpty()) {
      return List.of();
    }
    if (values.size() == 1) {
      return new AddressList(values.getFirst(), defects).read();
    }
    List<Address> all = new ArrayList<>();
    for (String value : values) {
      all.addAll(new AddressList(value, defects).read());
    }
    return all;
  }

  private List<Address> read() {
    while (at < text.length()) {
      char c = text.charAt(at);
      switch (c) {
        case '"' -> quotedString();
        case '(' -> comment();
        case '<' -> angle();
        case ',' -> {
          at++;
          finish();
        }
        case ';' -> {
          // The end of a group, or Outlook's separator
          at++;
          finish();
        }
        case ':' -> colon();
        default -> {
          phrase.append(c);
          at++;
        }
      }
    }
    finish();
    return addresses;
  }

  private void quotedString() {
    at++;
    if (loneQuote) {
      return;
    }
    int start = phrase.length();
    boolean closed = false;
    int open = at;
    while (at < text.length() && !closed) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        phrase.append(text.charAt(at++));
      } else if (c == '"') {
        closed = true;
      } else {
        phrase.append(c);
      }
    }
    if (!closed) {
      // A lone quote: read on behind it as if it weren't there
      phrase.setLength(start);
      at = open;
      loneQuote = true;
    }
    // A quoted local part: "john doe"@example.com
    if (closed && at < text.length() && text.charAt(at) == '@') {
      String local = phrase.substring(start);
      phrase.setLength(start);
      phrase.append('"').append(local.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
  }

  private void comment() {
    int depth = 0;
    StringBuilder content = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        content.append(text.charAt(at++));
        continue;
      }
      if (c == '(' && depth++ == 0) {
        continue;
      }
      if (c == ')' && --depth == 0) {
        break;
      }
      content.append(c);
    }
    if (!content.isEmpty()) {
      comment = content.toString();
    }
  }

  private void angle() {
    int start = ++at;
    boolean inQuotes = false;
    boolean sign = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        inQuotes = !inQuotes && at < lastQuote;
      } else if (!inQuotes && (c == '>' || c == '<' || c == ',' && sign && at > lastClose)) {
        break;
      }
      sign |= c == '@';
      at++;
    }
    String content = text.substring(start, at);
    if (at < text.length() && text.charAt(at) == '>') {
      at++;
    }
    if (angle != null && isAddress(angle) && isAddress(compact(content))) {
      separateFromLast();
    }
    if (angle == null || !isAddress(angle)) {
      angle = content;
      nameEnd = phrase.length();
    }
  }

  /** The comma before this address was forgotten, or made an encoded word (Python does that). */
  private void separateFromLast() {
    int cut = Math.min(nameEnd, phrase.length());
    String last = phrase.substring(0, cut).strip();
    String next = EncodedWords.decode(phrase.substring(cut)).strip();
    add(last, angle);
    phrase.setLength(0);
    phrase.append(next.startsWith(",") ? next.substring(1) : next);
    angle = null;
    comment = null;
  }

  private void colon() {
    at++;
    // "Team: a@x, b@x;" opens a group; a colon after an @ or inside [] belongs to the domain
    if (phrase.indexOf("@") >= 0 && phrase.indexOf("[") >= 0) {
      phrase.append(':');
      return;
    }
    phrase.setLength(0);
    comment = null;
  }

  private void finish() {
    String words = phrase.toString().strip();
    if (angle != null) {
      add(words, angle);
    } else if (!words.isEmpty()) {
      int blank = words.lastIndexOf(' ');
      if (blank > 0 && isAddress(words.substring(blank + 1))) {
        add(words.substring(0, blank), words.substring(blank + 1)); // brackets forgotten
      } else {
        add("", words);
      }
    }
    phrase.setLength(0);
    angle = null;
    comment = null;
  }

  private void add(String words, String candidate) {
    if (candidate.isBlank() && words.isEmpty()) {
      return;
    }
    String address = route(compact(candidate));
    if (address.endsWith(":;") || address.endsWith(":")) {
      return; // an empty group in angle brackets
    }
    if (!isAddress(address)) {
      if (isAddress(compact(words))) {
        add("", words); // ann@example.com <>
      } else {
        defects.add("bad-address", candidate.isBlank() ? words : candidate);
      }
      return;
    }
    if (addresses.size() >= MOST_ADDRESSES) {
      defects.add("too-many-addresses", "more than " + MOST_ADDRESSES);
      return;
    }
    addresses.add(new Address(name(words, address), address));
  }

  private String name(String words, String address) {
    String name = words.isEmpty() && comment != null ? comment : words;
    name = squeeze(EncodedWords.decode(name));
    if (name.length() > 1 && name.startsWith("'") && name.endsWith("'")) {
      name = name.substring(1, name.length() - 1).strip(); // Outlook's 'Ann Sample'
    }
    return name.isEmpty() || name.equalsIgnoreCase(address) && words.isEmpty() ? null : name;
  }

  private static String squeeze(String text) {
    StringBuilder squeezed = new StringBuilder(text.length());
    boolean blank = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ') {
        blank = true;
      } else {
        if (blank && !squeezed.isEmpty()) {
          squeezed.append(' ');
        }
        blank = false;
        squeezed.append(c);
      }
    }
    return squeezed.toString();
  }

  /** Without white space outside quotes, and without {@code mailto:}. */
  private static String compact(String candidate) {
    StringBuilder compact = new StringBuilder(candidate.length());
    boolean inQuotes = false;
    for (int i = 0; i < candidate.length(); i++) {
      char c = candidate.charAt(i);
      inQuotes ^= c == '"';
      if (inQuotes || c > ' ') {
        compact.append(c);
      }
    }
    String address = compact.toString();
    return address.regionMatches(true, 0, "mailto:", 0, 7) ? address.substring(7) : address;
  }

  /** Without an obsolete source route {@code @a,@b:}. */
  private static String route(String address) {
    int colon = address.startsWith("@") ? address.indexOf(':') : -1;
    return colon > 0 ? address.substring(colon + 1) : address;
  }

  /** One {@code @} outside quotes with something on both sides. */
  static boolean isAddress(String address) {
    int sign = -1;
    boolean inQuotes = false;
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c == '"') {
        inQuotes = !inQuotes;
      } else if (c == '@' && !inQuotes) {
        if (sign >= 0) {
          return false;
        }
        sign = i;
      } else if ((c <= ' ' || c == '<' || c == '>' || c == 0x7F) && !inQuotes || c < ' ') {
        return false;
      }
    }
    return sign > 0 && sign < address.length() - 1 && !inQuotes && address.length() <= 1000;
  }
}

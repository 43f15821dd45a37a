package dev.mailbridge.mailparse.tnef;

import dev.mailbridge.mailparse.text.Charsets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * The text of RTF, or the HTML that Outlook wrapped in it ({@code \fromhtml1}, MS-OXRTFEX), in one
 * pass.
 */
final class RtfText {
  private static final int DEEPEST = 1_000;
  private static final Set<String> HIDDEN =
      Set.of(
          "fonttbl",
          "colortbl",
          "stylesheet",
          "info",
          "pict",
          "object",
          "header",
          "footer",
          "headerl",
          "headerr",
          "footerl",
          "footerr",
          "listtable",
          "listoverridetable",
          "rsidtbl",
          "generator",
          "themedata",
          "datastore",
          "xmlnstbl",
          "mhtmltag",
          "pntext",
          "fldinst");

  /**
   * @param hidden the group's text isn't shown
   * @param rtfOnly between {@code \htmlrtf} and {@code \htmlrtf0}
   */
  private record Group(boolean hidden, boolean rtfOnly, int skipped) {}

  private final byte[] rtf;
  private final StringBuilder out = new StringBuilder();
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private final Deque<Group> outer = new ArrayDeque<>();
  private Group group = new Group(false, false, 1);
  private Charset charset = Charset.forName("windows-1252");
  private boolean fromHtml;
  private boolean star;
  private int skip;
  private int at;

  private RtfText(byte[] rtf) {
    this.rtf = rtf;
  }

  static RtfText read(byte[] rtf) {
    RtfText text = new RtfText(rtf);
    text.run();
    return text;
  }

  /** Null when the RTF holds no HTML. */
  String html() {
    return fromHtml ? out.toString() : null;
  }

  /** Null when the RTF holds HTML. */
  String text() {
    return fromHtml ? null : out.toString().strip();
  }

  private void run() {
    while (at < rtf.length) {
      byte octet = rtf[at++];
      switch (octet) {
        case '{' -> {
          flush();
          if (outer.size() < DEEPEST) {
            outer.push(group);
          }
        }
        case '}' -> {
          flush();
          group = outer.isEmpty() ? group : outer.pop();
          star = false;
          skip = 0;
        }
        case '\\' -> control();
        case '\r', '\n', 0 -> {}
        default -> literal(octet);
      }
    }
    flush();
  }

  private void control() {
    if (at >= rtf.length) {
      return;
    }
    byte octet = rtf[at];
    if (!isLetter(octet)) {
      at++;
      symbol(octet);
      return;
    }
    int start = at;
    while (at < rtf.length && isLetter(rtf[at])) {
      at++;
    }
    String word =
        new String(
            rtf, start, Math.min(at - start, 32), java.nio.charset.StandardCharsets.US_ASCII);
    boolean negative = at < rtf.length && rtf[at] == '-';
    at += negative ? 1 : 0;
    int number = 0;
    boolean numbered = false;
    while (at < rtf.length && rtf[at] >= '0' && rtf[at] <= '9') {
      number = number > 9_999_999 ? number : number * 10 + rtf[at] - '0';
      numbered = true;
      at++;
    }
    if (at < rtf.length && rtf[at] == ' ') {
      at++;
    }
    word(word, numbered ? (negative ? -number : number) : -1, numbered);
  }

  private void symbol(byte octet) {
    switch (octet) {
      case '\'' -> {
        int high = at + 1 < rtf.length ? Character.digit(rtf[at], 16) : -1;
        int low = high < 0 ? -1 : Character.digit(rtf[at + 1], 16);
        if (low >= 0) {
          at += 2;
          literal((byte) (high << 4 | low));
        }
      }
      case '*' -> star = true;
      case '~' -> put("\u00A0");
      case '_' -> put("-");
      case '\\', '{', '}' -> literal(octet);
      case '\r', '\n' -> put("\n");
      default -> {}
    }
  }

  private void word(String word, int number, boolean numbered) {
    boolean starred = star;
    star = false;
    switch (word) {
      case "htmltag" -> group = new Group(false, group.rtfOnly, group.skipped);
      case "fromhtml" -> fromHtml = number != 0;
      case "htmlrtf" -> {
        flush();
        group = new Group(group.hidden, number != 0, group.skipped);
      }
      case "ansicpg" -> {
        Charset named = Charsets.lookup("cp" + number);
        charset = named == null ? charset : named;
      }
      case "uc" -> group = new Group(group.hidden, group.rtfOnly, Math.max(number, 0));
      case "u" -> {
        if (numbered) {
          put(String.valueOf((char) (number < 0 ? number + 65_536 : number)));
          skip = group.skipped;
        }
      }
      case "bin" -> at = (int) Math.min(rtf.length, (long) at + Math.max(number, 0));
      case "par", "line", "row", "sect", "page" -> put("\n");
      case "tab", "cell" -> put("\t");
      case "lquote" -> put("\u2018");
      case "rquote" -> put("\u2019");
      case "ldblquote" -> put("\u201C");
      case "rdblquote" -> put("\u201D");
      case "bullet" -> put("\u2022");
      case "endash" -> put("\u2013");
      case "emdash" -> put("\u2014");
      default -> {
        if (starred || HIDDEN.contains(word)) {
          flush();
          group = new Group(true, group.rtfOnly, group.skipped);
        }
      }
    }
  }

  private boolean isShown() {
    return !group.hidden && !group.rtfOnly;
  }

  private void literal(byte octet) {
    if (skip > 0) {
      skip--;
    } else if (isShown()) {
      octets.write(octet);
    }
  }

  private void put(String text) {
    flush();
    if (isShown()) {
      out.append(text);
    }
  }

  private void flush() {
    if (octets.size() > 0) {
      out.append(octets.toString(charset));
      octets.reset();
    }
  }

  private static boolean isLetter(byte octet) {
    return octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z';
  }
}

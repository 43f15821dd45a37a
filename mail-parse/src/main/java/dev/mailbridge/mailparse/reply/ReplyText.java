package dev.mailbridge.mailparse.reply;

import dev.mailbridge.mailparse.reply.Vocabulary.Label;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Splits what is new from quoted history and signature. When in doubt text stays: a mail that was
 * passed on, or answers between the quoted lines, keep everything.
 */
public final class ReplyText {
  private static final int MOST_LINES = 20_000;
  private static final int BLOCK = 8;
  private static final int WRAPPED = 3;

  private final List<String> lines;
  private int end;

  private ReplyText(List<String> lines) {
    this.lines = lines;
    this.end = lines.size();
  }

  /** The text that is new; all of it when nothing else is left. */
  public static String of(String text, String subject) {
    if (Vocabulary.isForwarded(subject)) {
      return text;
    }
    List<String> lines = List.of(text.split("\n", MOST_LINES));
    String reply = new ReplyText(lines).read();
    return reply.isBlank() ? text : reply;
  }

  private String read() {
    cutHistory();
    int from = quotes();
    cutSignature(from);
    StringBuilder reply = new StringBuilder();
    for (int i = from; i < end; i++) {
      reply.append(lines.get(i)).append('\n');
    }
    String text = reply.toString().stripTrailing();
    int start = 0;
    while (start < text.length() && text.charAt(start) == '\n') {
      start++;
    }
    return text.substring(start);
  }

  /** Everything from a header block, a marked original or the help desk's own marker on. */
  private void cutHistory() {
    for (int i = 0; i < end; i++) {
      String line = lines.get(i);
      if (line.isEmpty() || line.charAt(0) == '>') {
        continue;
      }
      if (Vocabulary.isOriginalMessage(line)
          || Vocabulary.isReplyMarker(line)
          || Vocabulary.label(line) == Label.FROM && isHeaderBlock(i)) {
        int cut = aboveRules(i);
        if (!isBlank(0, cut)) {
          end = cut;
        }
        return;
      }
    }
  }

  private boolean isHeaderBlock(int from) {
    Set<Label> seen = EnumSet.noneOf(Label.class);
    for (int i = from + 1; i < Math.min(lines.size(), from + BLOCK); i++) {
      Label label = Vocabulary.label(lines.get(i));
      if (label != null) {
        seen.add(label);
      } else if (lines.get(i).isBlank() && !seen.isEmpty()) {
        break;
      }
    }
    seen.remove(Label.FROM);
    return seen.size() >= 2;
  }

  private int aboveRules(int from) {
    int cut = from;
    while (cut > 0 && (lines.get(cut - 1).isBlank() || Vocabulary.isRule(lines.get(cut - 1)))) {
      cut--;
    }
    return cut;
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!lines.get(i).isBlank()) {
        return false;
      }
    }
    return true;
  }

  /** Leaves out a quotation before or after the answer; returns where the answer begins. */
  private int quotes() {
    int first = nextQuote(0);
    if (first < 0) {
      cutBareAttribution();
      return 0;
    }
    int lastEnd = lastQuoteEnd();
    int lastStart = blockStart(lastEnd - 1);
    if (isBlank(lastEnd, signature(lastEnd))) {
      int cut = attribution(lastStart);
      if (!isBlank(0, cut)) {
        end = cut;
      }
      return 0;
    }
    boolean single = lastStart == first;
    if (single && isBlank(0, attribution(first))) {
      return lastEnd;
    }
    return 0;
  }

  private int nextQuote(int from) {
    for (int i = from; i < end; i++) {
      if (lines.get(i).startsWith(">")) {
        return i;
      }
    }
    return -1;
  }

  private int lastQuoteEnd() {
    int i = end;
    while (i > 0 && !lines.get(i - 1).startsWith(">")) {
      i--;
    }
    return i;
  }

  /** The first line of the quotation that holds a line; blank lines inside don't end it. */
  private int blockStart(int inside) {
    int start = inside;
    for (int i = inside; i >= 0; i--) {
      String line = lines.get(i);
      if (line.startsWith(">")) {
        start = i;
      } else if (!line.isBlank()) {
        break;
      }
    }
    return start;
  }

  /** The first line of the attribution above a quotation, or the quotation itself. */
  private int attribution(int quote) {
    int last = quote - 1;
    while (last >= 0 && lines.get(last).isBlank() && quote - last <= 2) {
      last--;
    }
    if (last < 0) {
      return quote;
    }
    int start = wrappedAttribution(last);
    return start < 0 ? quote : start;
  }

  /** Where an attribution that ends at a line begins, -1 when there is none. */
  private int wrappedAttribution(int last) {
    StringBuilder text = new StringBuilder();
    int found = -1;
    for (int i = last; i >= 0 && i > last - WRAPPED; i--) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith(">")) {
        break;
      }
      text.insert(0, line + " ");
      if (Vocabulary.isAttribution(text.toString().strip())) {
        found = i;
        if (Vocabulary.startsAttribution(line)) {
          break;
        }
      }
    }
    return found;
  }

  /** "On … wrote:" whose quotation isn't marked: it and all that follows. */
  private void cutBareAttribution() {
    for (int i = 0; i < end; i++) {
      String line = lines.get(i).strip();
      if (line.length() < 10 || !(line.endsWith(":") || line.endsWith("："))) {
        continue;
      }
      int start = wrappedAttribution(i);
      if (start >= 0
          && Vocabulary.startsAttribution(lines.get(start))
          && hasAddressOrTime(start, i)
          && !isBlank(0, start)) {
        end = start;
        return;
      }
    }
  }

  private boolean hasAddressOrTime(int from, int to) {
    for (int i = from; i <= to; i++) {
      String line = lines.get(i);
      if (line.indexOf('@') > 0) {
        return true;
      }
      for (int colon = line.indexOf(':'); colon > 0; colon = line.indexOf(':', colon + 1)) {
        if (colon + 1 < line.length()
            && Character.isDigit(line.charAt(colon - 1))
            && Character.isDigit(line.charAt(colon + 1))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Where the signature begins at or after a line; {@code end} when there is none. */
  private int signature(int from) {
    for (int i = from; i < end; i++) {
      String line = lines.get(i);
      if (isSeparator(line) || Vocabulary.isMobileSignature(line)) {
        return i;
      }
    }
    return end;
  }

  private void cutSignature(int from) {
    for (int i = from; i < end; i++) {
      if (isSeparator(lines.get(i)) && !isBlank(from, i)) {
        end = i;
        return;
      }
    }
    int last = end - 1;
    while (last > from && lines.get(last).isBlank()) {
      last--;
    }
    if (last > from && Vocabulary.isMobileSignature(lines.get(last)) && !isBlank(from, last)) {
      end = last;
    }
  }

  private static boolean isSeparator(String line) {
    return line.equals("-- ") || line.equals("--");
  }
}

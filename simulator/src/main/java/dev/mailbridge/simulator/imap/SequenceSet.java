package dev.mailbridge.simulator.imap;

import java.util.ArrayList;
import java.util.List;

/** A set of sequence numbers or UIDs: {@code 1:4,7,9:*}. */
final class SequenceSet {
  private static final long LAST = -1;

  /** A range; the ends are in order when they are known. */
  record Range(long from, long to) {}

  private final List<Range> ranges = new ArrayList<>();

  private SequenceSet() {}

  static SequenceSet parse(String text) {
    SequenceSet set = new SequenceSet();
    for (String part : text.split(",", -1)) {
      int colon = part.indexOf(':');
      long from = number(colon < 0 ? part : part.substring(0, colon));
      long to = colon < 0 ? from : number(part.substring(colon + 1));
      set.ranges.add(new Range(from, to));
    }
    return set;
  }

  static boolean looksLikeOne(String text) {
    return text.matches("(\\d+|\\*)(:(\\d+|\\*))?(,(\\d+|\\*)(:(\\d+|\\*))?)*");
  }

  private static long number(String text) {
    if (text.equals("*")) {
      return LAST;
    }
    try {
      long value = Long.parseLong(text);
      if (value > 0 && value <= 0xffffffffL) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new BadCommand("Command Argument Error. 11");
    }
    throw new BadCommand("Command Argument Error. 11");
  }

  /** The ranges with {@code *} replaced; {@code n:*} holds the last one even when n is above it. */
  List<Range> resolve(long last) {
    return ranges.stream()
        .map(range -> new Range(known(range.from(), last), known(range.to(), last)))
        .map(
            range ->
                new Range(Math.min(range.from(), range.to()), Math.max(range.from(), range.to())))
        .toList();
  }

  private static long known(long number, long last) {
    return number == LAST ? last : number;
  }
}

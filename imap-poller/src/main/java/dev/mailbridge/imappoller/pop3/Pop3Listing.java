package dev.mailbridge.imappoller.pop3;

import dev.mailbridge.imappoller.source.SourceItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a session shows: numbers, UIDLs and sizes. Lines that are none are passed over. */
record Pop3Listing(List<Entry> entries) {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9}) +(\\d{1,15})( .*)?");

  /** RFC 1939 section 7: at most 70 characters; some servers use more. */
  private static final Pattern UIDL = Pattern.compile("(\\d{1,9}) +([!-~]{1,500})( .*)?");

  record Entry(int number, String uidl, long size) {
    SourceItem.Key key() {
      return new SourceItem.Key(null, uidl, null);
    }
  }

  static Pop3Listing of(Pop3Connection connection) {
    Map<Integer, Long> sizes = new HashMap<>();
    for (String line : connection.list("LIST")) {
      Matcher size = SIZE.matcher(line);
      if (size.matches()) {
        sizes.put(Integer.valueOf(size.group(1)), Long.valueOf(size.group(2)));
      }
    }
    List<Entry> entries = new ArrayList<>();
    for (String line : connection.list("UIDL")) {
      Matcher uidl = UIDL.matcher(line);
      if (uidl.matches()) {
        int number = Integer.parseInt(uidl.group(1));
        entries.add(new Entry(number, uidl.group(2), sizes.getOrDefault(number, 0L)));
      }
    }
    return new Pop3Listing(List.copyOf(entries));
  }
}

package dev.mailbridge.imappoller.pop3;

import dev.mailbridge.imappoller.source.SourceItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a session shows: numbers, UIDLs and sizes. */
record Pop3Listing(List<Entry> entries) {
  record Entry(int number, String uidl, long size) {
    SourceItem.Key key() {
      return new SourceItem.Key(null, uidl, null);
    }
  }

  static Pop3Listing of(Pop3Connection connection) {
    Map<Integer, Long> sizes = new HashMap<>();
    connection.list("LIST").forEach(line -> sizes.put(number(line), Long.parseLong(value(line))));
    List<Entry> entries = new ArrayList<>();
    for (String line : connection.list("UIDL")) {
      entries.add(new Entry(number(line), value(line), sizes.getOrDefault(number(line), 0L)));
    }
    return new Pop3Listing(List.copyOf(entries));
  }

  private static int number(String line) {
    return Integer.parseInt(line.split(" ")[0]);
  }

  private static String value(String line) {
    return line.split(" ")[1];
  }
}

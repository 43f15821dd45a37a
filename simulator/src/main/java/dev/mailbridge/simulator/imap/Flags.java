package dev.mailbridge.simulator.imap;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The flags that Exchange Online keeps; others are ignored without a word. */
final class Flags {
  private static final List<String> KEPT =
      List.of("\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft", "$MDNSent");

  private Flags() {}

  static Set<String> known(ImapToken token) {
    Set<String> flags = new TreeSet<>();
    if (token instanceof ImapToken.Many many) {
      many.items().forEach(item -> add(flags, item.text()));
    } else {
      add(flags, token.text());
    }
    return flags;
  }

  private static void add(Set<String> flags, String name) {
    KEPT.stream().filter(name::equalsIgnoreCase).forEach(flags::add);
  }
}

package dev.mailbridge.simulator.imap;

import java.util.List;

/** A piece of a command: an atom, a string, or a list in parentheses. */
sealed interface ImapToken {
  /** Not quoted: a keyword, a number, a set, a flag, or a FETCH item with its section. */
  record Atom(String value) implements ImapToken {}

  /** Quoted or a literal; octets as ISO 8859-1. */
  record Text(String value) implements ImapToken {}

  /** In parentheses. */
  record Many(List<ImapToken> items) implements ImapToken {
    public Many {
      items = List.copyOf(items);
    }
  }

  /** The text of an atom or a string. */
  default String text() {
    return switch (this) {
      case Atom atom -> atom.value();
      case Text text -> text.value();
      case Many many -> throw new BadCommand("Command Argument Error. 11");
    };
  }
}

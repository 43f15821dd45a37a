package dev.mailbridge.simulator.imap;

import java.util.List;

/** The arguments of a command, taken from left to right. */
final class ImapArguments {
  private final List<ImapToken> tokens;
  private int next;

  ImapArguments(List<ImapToken> tokens) {
    this.tokens = tokens;
  }

  boolean hasMore() {
    return next < tokens.size();
  }

  ImapToken take() {
    if (!hasMore()) {
      throw new BadCommand("Command Argument Error. 11");
    }
    return tokens.get(next++);
  }

  ImapToken peek() {
    if (!hasMore()) {
      throw new BadCommand("Command Argument Error. 11");
    }
    return tokens.get(next);
  }

  String text() {
    return take().text();
  }

  /** A mailbox name, decoded. */
  String folder() {
    return ModifiedUtf7.decode(text());
  }

  void end() {
    if (hasMore()) {
      throw new BadCommand("Command Argument Error. 11");
    }
  }
}

package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.net.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Reads commands with their literals (RFC 3501, section 9). */
final class ImapReader {
  private static final int LITERAL_LIMIT = 200 << 20;

  /** A command as it came. */
  record Command(String tag, String name, List<ImapToken> arguments) {}

  private final Wire wire;
  private final Deque<List<ImapToken>> stack = new ArrayDeque<>();
  private String line;
  private String firstLine;
  private int at;

  ImapReader(Wire wire) {
    this.wire = wire;
  }

  Command read() throws IOException {
    firstLine = null;
    line = wire.readLine();
    firstLine = line;
    at = 0;
    String tag = word();
    String name = word().toUpperCase(Locale.ROOT);
    if (name.equals("UID")) {
      name = "UID " + word().toUpperCase(Locale.ROOT);
    }
    if (tag.isEmpty() || name.isEmpty()) {
      return new Command(tag.isEmpty() ? "*" : tag, "", List.of());
    }
    return new Command(tag, name, arguments());
  }

  /** The latest command's line as it came, without its literals; null when none came. */
  String firstLine() {
    return firstLine;
  }

  /** A bare line, as in AUTHENTICATE and IDLE. */
  String readLine() throws IOException {
    return wire.readLine();
  }

  private String word() {
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    int start = at;
    while (at < line.length() && line.charAt(at) != ' ') {
      at++;
    }
    return line.substring(start, at);
  }

  private List<ImapToken> arguments() throws IOException {
    stack.clear();
    stack.push(new ArrayList<>());
    while (true) {
      while (at < line.length() && line.charAt(at) == ' ') {
        at++;
      }
      if (at >= line.length()) {
        break;
      }
      readToken();
    }
    if (stack.size() != 1) {
      throw new BadCommand("Command Argument Error. 11");
    }
    return stack.pop();
  }

  private void readToken() throws IOException {
    char c = line.charAt(at);
    switch (c) {
      case '(' -> {
        at++;
        stack.push(new ArrayList<>());
      }
      case ')' -> {
        at++;
        if (stack.size() < 2) {
          throw new BadCommand("Command Argument Error. 11");
        }
        ImapToken list = new ImapToken.Many(stack.pop());
        stack.peek().add(list);
      }
      case '"' -> stack.peek().add(new ImapToken.Text(quoted()));
      case '{' -> stack.peek().add(new ImapToken.Text(literal()));
      default -> stack.peek().add(new ImapToken.Atom(atom()));
    }
  }

  private String quoted() {
    StringBuilder text = new StringBuilder();
    at++;
    while (at < line.length() && line.charAt(at) != '"') {
      if (line.charAt(at) == '\\' && at + 1 < line.length()) {
        at++;
      }
      text.append(line.charAt(at++));
    }
    if (at >= line.length()) {
      throw new BadCommand("Command Argument Error. 11");
    }
    at++;
    return text.toString();
  }

  private String literal() throws IOException {
    int close = line.indexOf('}', at);
    if (close != line.length() - 1) {
      throw new BadCommand("Command Argument Error. 11");
    }
    String number = line.substring(at + 1, close);
    boolean waits = !number.endsWith("+");
    int length;
    try {
      length = Integer.parseInt(waits ? number : number.substring(0, number.length() - 1));
    } catch (NumberFormatException e) {
      throw new BadCommand("Command Argument Error. 11");
    }
    if (length < 0 || length > LITERAL_LIMIT) {
      throw new BadCommand("Command Argument Error. 11");
    }
    if (waits) {
      wire.line("+ Ready for additional command text.");
    }
    String text = new String(wire.readOctets(length), StandardCharsets.ISO_8859_1);
    line = wire.readLine();
    at = 0;
    return text;
  }

  /** An atom; a section in brackets is part of it, with its spaces and parentheses. */
  private String atom() {
    int start = at;
    while (at < line.length() && " ()\"".indexOf(line.charAt(at)) < 0) {
      if (line.charAt(at) == '[') {
        int close = line.indexOf(']', at);
        if (close < 0) {
          throw new BadCommand("Command Argument Error. 11");
        }
        at = close;
      }
      at++;
    }
    return line.substring(start, at);
  }
}

package dev.mailbridge.smtpsender.submission;

import java.util.Locale;

/** What was said on a connection, for people: without secrets, without the mails, bounded. */
final class SmtpConversation {
  private static final int MAX_LINE = 500;
  private static final int MAX_OPENING = 4_000;
  private static final int MAX_MAIL = 12_000;

  private final StringBuilder opening = new StringBuilder();
  private final StringBuilder mail = new StringBuilder();
  private boolean opened;
  private boolean secret;

  /** A command that we send. */
  synchronized void sent(String command) {
    String upper = command.toUpperCase(Locale.ROOT);
    if (secret) {
      add("C: ", command.isEmpty() ? "" : "***");
    } else if (upper.startsWith("AUTH ")) {
      String[] words = command.split(" ", 3);
      add("C: ", "AUTH " + words[1] + (words.length > 2 ? " ***" : ""));
      secret = true;
    } else {
      add("C: ", command);
    }
  }

  /** A server's answer, all lines of it. */
  synchronized void received(String answer) {
    if (answer == null || answer.isBlank()) {
      add("S: ", "(no answer: the connection was lost or timed out)");
    } else {
      answer.strip().lines().forEach(line -> add("S: ", line));
      secret = secret && answer.startsWith("334");
    }
  }

  /** What is not said in so many words. */
  synchronized void note(String text) {
    add("   ", text);
  }

  /** The next mail begins: of the one before, nothing is kept. */
  synchronized void begin() {
    opened = true;
    mail.setLength(0);
  }

  private void add(String who, String line) {
    StringBuilder part = opened ? mail : opening;
    int room = opened ? MAX_MAIL : MAX_OPENING;
    if (part.length() < room) {
      part.append(who)
          .append(line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + " …" : line)
          .append('\n');
      if (part.length() >= room) {
        part.append("   (more was said)\n");
      }
    }
  }

  /** From the connection's opening to the end of the last mail. */
  synchronized String text() {
    return opening.toString() + mail;
  }
}

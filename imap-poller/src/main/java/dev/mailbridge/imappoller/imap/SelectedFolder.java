package dev.mailbridge.imappoller.imap;

import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/** What SELECT said of a folder, kept up to date by later responses. */
final class SelectedFolder {
  private final String name;
  private long uidValidity;
  private long uidNext;
  private int exists;
  private long announcements;

  SelectedFolder(String name) {
    this.name = name;
  }

  void accept(IMAPResponse response) {
    if (response.keyEquals("EXISTS")) {
      if (response.getNumber() > exists) {
        announcements++;
      }
      exists = response.getNumber();
    } else if (response.keyEquals("EXPUNGE")) {
      // Servers have been seen to expunge what never was.
      if (response.getNumber() <= exists) {
        exists--;
      }
    } else if (response.isUnTagged() && response.isOK()) {
      code(ImapWire.text(response));
    }
  }

  private void code(String text) {
    uidValidity = number(text, "[UIDVALIDITY ", uidValidity);
    uidNext = number(text, "[UIDNEXT ", uidNext);
  }

  /** Both are unsigned 32-bit numbers. */
  private static long number(String text, String prefix, long otherwise) {
    if (!text.regionMatches(true, 0, prefix, 0, prefix.length())) {
      return otherwise;
    }
    int end = text.indexOf(']');
    try {
      return end < 0 ? otherwise : Long.parseLong(text.substring(prefix.length(), end).strip());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  String name() {
    return name;
  }

  /** 0 when the server gives none: then UIDs don't outlive the connection. */
  long uidValidity() {
    return uidValidity;
  }

  /** 0 when the server gives none. */
  long uidNext() {
    return uidNext;
  }

  int exists() {
    return exists;
  }

  /** Grows whenever there is new mail; the number of mails alone can stay the same. */
  long announcements() {
    return announcements;
  }
}

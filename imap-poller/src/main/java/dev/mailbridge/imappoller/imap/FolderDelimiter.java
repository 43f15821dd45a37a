package dev.mailbridge.imappoller.imap;

import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/** Asks which character a server writes between a folder's levels (RFC 9051 section 6.3.9.7). */
final class FolderDelimiter {
  private char found = '/';

  char ask(ImapConnection connection) {
    Argument arguments = new Argument().writeString("").writeString("");
    connection.run("LIST", arguments, this::accept);
    return found;
  }

  private void accept(IMAPResponse response) {
    if (!response.keyEquals("LIST")) {
      return;
    }
    response.readSimpleList();
    response.skipSpaces();
    // NIL for a flat namespace: then the name is taken as it is.
    if (response.peekByte() == '"') {
      String delimiter = response.readString();
      found = delimiter == null || delimiter.isEmpty() ? '/' : delimiter.charAt(0);
    }
  }
}

package dev.mailbridge.simulator.imap;

import java.io.IOException;

/** CAPABILITY, LOGOUT, ID, NAMESPACE. */
final class SessionCommands {
  private static final String BEFORE =
      "IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS ID UNSELECT CHILDREN IDLE NAMESPACE"
          + " LITERAL+";
  private static final String AFTER =
      "IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE"
          + " NAMESPACE LITERAL+";

  private SessionCommands() {}

  static String capability(ImapSession session, ImapArguments arguments) throws IOException {
    arguments.end();
    session.wire().write("* CAPABILITY " + (session.isLoggedIn() ? AFTER : BEFORE) + "\r\n");
    return "OK CAPABILITY completed.";
  }

  static String logout(ImapSession session, ImapArguments arguments) throws IOException {
    arguments.end();
    session.wire().write("* BYE Microsoft Exchange Server IMAP4 server signing off.\r\n");
    session.logOut();
    return "OK LOGOUT completed.";
  }

  static String id(ImapSession session, ImapArguments arguments) throws IOException {
    arguments.take();
    session
        .wire()
        .write(
            "* ID (\"name\" \"Microsoft.Exchange.Imap4.Imap4Server\" \"version\" \"15.20\")\r\n");
    return "OK ID completed";
  }

  static String namespace(ImapSession session, ImapArguments arguments) throws IOException {
    arguments.end();
    session.wire().write("* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n");
    return "OK NAMESPACE completed.";
  }
}

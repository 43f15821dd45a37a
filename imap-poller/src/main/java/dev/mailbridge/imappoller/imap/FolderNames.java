package dev.mailbridge.imappoller.imap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxDecoder;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/** What LIST says (RFC 9051 section 7.3.1), as a person reads it. */
final class FolderNames {
  private static final int MOST = 5_000;

  private FolderNames() {}

  /** Folders that can be selected, in the server's order, with {@code /} between levels. */
  static List<String> all(ImapConnection connection) {
    List<String> names = new ArrayList<>();
    Argument everything = new Argument().writeString("").writeString("*");
    IMAPResponse result = connection.run("LIST", everything, response -> collect(response, names));
    if (!result.isOK()) {
      throw ImapFailures.refused("LIST", result);
    }
    return names;
  }

  private static void collect(IMAPResponse response, List<String> names) {
    if (!response.keyEquals("LIST") || names.size() >= MOST) {
      return;
    }
    String[] attributes = response.readSimpleList();
    response.skipSpaces();
    String delimiter = null;
    if (response.peekByte() == '"') {
      delimiter = response.readString();
    } else {
      response.readAtom();
    }
    String name = response.readAtomString();
    if (name == null || isNoSelect(attributes)) {
      return;
    }
    String decoded = BASE64MailboxDecoder.decode(name);
    names.add(delimiter == null || delimiter.isEmpty() ? decoded : decoded.replace(delimiter, "/"));
  }

  private static boolean isNoSelect(String[] attributes) {
    return attributes != null
        && Arrays.stream(attributes)
            .anyMatch(a -> a.equalsIgnoreCase("\\Noselect") || a.equalsIgnoreCase("\\NonExistent"));
  }
}

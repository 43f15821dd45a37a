package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.mail.MailFolder;
import dev.mailbridge.simulator.mail.Mailbox;
import dev.mailbridge.simulator.mail.StoredMail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** LIST, LSUB, STATUS, CREATE, DELETE, RENAME. */
final class FolderCommands {
  private FolderCommands() {}

  static String list(ImapSession session, ImapArguments arguments) throws IOException {
    return list(session, arguments, "LIST");
  }

  static String lsub(ImapSession session, ImapArguments arguments) throws IOException {
    return list(session, arguments, "LSUB");
  }

  private static String list(ImapSession session, ImapArguments arguments, String command)
      throws IOException {
    String reference = arguments.text();
    String pattern = arguments.text();
    arguments.end();
    if (pattern.isEmpty()) {
      session.wire().write("* " + command + " (\\Noselect) \"/\" \"\"\r\n");
      return "OK " + command + " completed.";
    }
    Pattern wanted = wildcard(reference + pattern);
    List<MailFolder> folders = session.mailbox().folders();
    for (MailFolder folder : folders) {
      String wire = ModifiedUtf7.encode(folder.name());
      boolean inbox = folder.name().equals("INBOX");
      if (wanted.matcher(wire).matches()
          || (inbox && wanted.matcher(wire.toLowerCase(Locale.ROOT)).matches())) {
        boolean hasChildren =
            folders.stream().anyMatch(other -> other.name().startsWith(folder.name() + "/"));
        session
            .wire()
            .write(
                "* "
                    + command
                    + (hasChildren ? " (\\HasChildren) \"/\" " : " (\\HasNoChildren) \"/\" ")
                    + name(wire)
                    + "\r\n");
      }
    }
    return "OK " + command + " completed.";
  }

  /** Atom when it can be one, as Exchange does; a literal where quotes would need escapes. */
  static String name(String wire) {
    if (wire.contains("\"") || wire.contains("\\")) {
      return "{" + wire.length() + "}\r\n" + wire;
    }
    return wire.matches("[A-Za-z0-9&+,./_-]+") ? wire : '"' + wire + '"';
  }

  private static Pattern wildcard(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      switch (c) {
        case '*' -> regex.append(".*");
        case '%' -> regex.append("[^/]*");
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString());
  }

  static String status(ImapSession session, ImapArguments arguments) throws IOException {
    String name = arguments.folder();
    if (!(arguments.take() instanceof ImapToken.Many items)) {
      throw new BadCommand("Command Argument Error. 11");
    }
    Optional<MailFolder> folder = session.mailbox().folder(name);
    if (folder.isEmpty()) {
      return "NO " + ModifiedUtf7.encode(name) + " doesn't exist.";
    }
    List<String> values = new ArrayList<>();
    for (ImapToken item : items.items()) {
      String key = item.text().toUpperCase(Locale.ROOT);
      values.add(key + " " + statusItem(folder.get(), key));
    }
    session
        .wire()
        .write(
            "* STATUS "
                + name(ModifiedUtf7.encode(folder.get().name()))
                + " ("
                + String.join(" ", values)
                + ")\r\n");
    return "OK STATUS completed.";
  }

  private static long statusItem(MailFolder folder, String key) {
    return switch (key) {
      case "MESSAGES" -> folder.size();
      case "RECENT" -> 0;
      case "UIDNEXT" -> folder.uidNext();
      case "UIDVALIDITY" -> folder.uidValidity();
      case "UNSEEN" -> folder.mails().stream().filter(FolderCommands::unseen).count();
      default -> throw new BadCommand("Command Argument Error. 11");
    };
  }

  private static boolean unseen(StoredMail mail) {
    return !mail.has("\\Seen");
  }

  static String create(ImapSession session, ImapArguments arguments) {
    String name = arguments.folder().replaceAll("/$", "");
    if (session.mailbox().folder(name).isPresent()) {
      return "NO Mailbox " + ModifiedUtf7.encode(name) + " already exists.";
    }
    session.mailbox().createFolder(name);
    return "OK CREATE completed.";
  }

  static String delete(ImapSession session, ImapArguments arguments) {
    Mailbox mailbox = session.mailbox();
    String name = arguments.folder();
    Optional<MailFolder> folder = mailbox.folder(name);
    if (folder.isEmpty()) {
      return "NO " + ModifiedUtf7.encode(name) + " doesn't exist.";
    }
    if (folder.get() == mailbox.inbox()) {
      return "NO INBOX can't be deleted.";
    }
    mailbox.deleteFolder(folder.get());
    return "OK DELETE completed.";
  }

  static String rename(ImapSession session, ImapArguments arguments) {
    Mailbox mailbox = session.mailbox();
    String from = arguments.folder();
    String to = arguments.folder();
    Optional<MailFolder> folder = mailbox.folder(from);
    if (folder.isEmpty()) {
      return "NO " + ModifiedUtf7.encode(from) + " doesn't exist.";
    }
    if (mailbox.folder(to).isPresent() || folder.get() == mailbox.inbox()) {
      return "NO RENAME failed.";
    }
    mailbox.renameFolder(folder.get(), to);
    return "OK RENAME completed.";
  }
}

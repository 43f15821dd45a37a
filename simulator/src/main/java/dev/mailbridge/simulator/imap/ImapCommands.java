package dev.mailbridge.simulator.imap;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The commands that Exchange Online knows, by name. */
final class ImapCommands {
  static final Set<String> BEFORE_LOG_IN =
      Set.of("CAPABILITY", "NOOP", "LOGOUT", "ID", "AUTHENTICATE", "LOGIN");
  static final Set<String> ONLY_BEFORE_LOG_IN = Set.of("AUTHENTICATE", "LOGIN");
  static final Set<String> IN_FOLDER =
      Set.of(
          "CHECK",
          "CLOSE",
          "UNSELECT",
          "EXPUNGE",
          "UID EXPUNGE",
          "SEARCH",
          "UID SEARCH",
          "FETCH",
          "UID FETCH",
          "STORE",
          "UID STORE",
          "COPY",
          "UID COPY",
          "MOVE",
          "UID MOVE");

  private static final Map<String, ImapCommand> ALL = new TreeMap<>();

  static {
    ALL.put("CAPABILITY", SessionCommands::capability);
    ALL.put("NOOP", (session, arguments) -> "OK NOOP completed.");
    ALL.put("CHECK", (session, arguments) -> "OK CHECK completed.");
    ALL.put("LOGOUT", SessionCommands::logout);
    ALL.put("ID", SessionCommands::id);
    ALL.put("NAMESPACE", SessionCommands::namespace);
    ALL.put("AUTHENTICATE", AuthenticateCommand::authenticate);
    ALL.put("LOGIN", (session, arguments) -> "NO LOGIN failed.");
    ALL.put("SELECT", (session, arguments) -> SelectCommand.run(session, arguments, false));
    ALL.put("EXAMINE", (session, arguments) -> SelectCommand.run(session, arguments, true));
    ALL.put("CLOSE", SelectCommand::close);
    ALL.put("UNSELECT", SelectCommand::unselect);
    ALL.put("LIST", FolderCommands::list);
    ALL.put("LSUB", FolderCommands::lsub);
    ALL.put("STATUS", FolderCommands::status);
    ALL.put("CREATE", FolderCommands::create);
    ALL.put("DELETE", FolderCommands::delete);
    ALL.put("RENAME", FolderCommands::rename);
    ALL.put("SUBSCRIBE", (session, arguments) -> "OK SUBSCRIBE completed.");
    ALL.put("UNSUBSCRIBE", (session, arguments) -> "OK UNSUBSCRIBE completed.");
    ALL.put("APPEND", AppendCommand::run);
    ALL.put("IDLE", IdleCommand::run);
    ALL.put("EXPUNGE", (session, arguments) -> ExpungeCommand.run(session, arguments, false));
    ALL.put("UID EXPUNGE", (session, arguments) -> ExpungeCommand.run(session, arguments, true));
    for (boolean uid : new boolean[] {false, true}) {
      String prefix = uid ? "UID " : "";
      ALL.put(prefix + "FETCH", (session, arguments) -> FetchCommand.run(session, arguments, uid));
      ALL.put(prefix + "STORE", (session, arguments) -> StoreCommand.run(session, arguments, uid));
      ALL.put(
          prefix + "SEARCH", (session, arguments) -> SearchCommand.run(session, arguments, uid));
      ALL.put(
          prefix + "COPY", (session, arguments) -> CopyCommand.run(session, arguments, uid, false));
      ALL.put(
          prefix + "MOVE", (session, arguments) -> CopyCommand.run(session, arguments, uid, true));
    }
  }

  private ImapCommands() {}

  static Map<String, ImapCommand> all() {
    return ALL;
  }
}

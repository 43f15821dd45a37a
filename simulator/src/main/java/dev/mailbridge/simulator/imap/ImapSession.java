package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.access.LogIn;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.fault.FaultPoint;
import dev.mailbridge.simulator.fault.Protocol;
import dev.mailbridge.simulator.mail.Mailbox;
import dev.mailbridge.simulator.net.ConnectionEnd;
import dev.mailbridge.simulator.net.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One client's conversation. */
final class ImapSession {
  static final String BYE = "* BYE %s";
  private static final String NOT_CONNECTED = "BAD User is authenticated but not connected.";
  private static final Duration THROTTLED = Duration.ofMillis(299_961);
  private static final Set<String> WITHOUT_EXPUNGE =
      Set.of("FETCH", "STORE", "SEARCH", "UID STORE");

  private final ImapParts parts;
  private final Wire wire;
  private final ImapReader reader;
  private final Map<String, ImapCommand> commands = ImapCommands.all();
  private LogIn.Open logIn;
  private boolean notConnected;
  private SelectedFolder selected;
  private boolean loggedOut;

  ImapSession(ImapParts parts, Wire wire) {
    this.parts = parts;
    this.wire = wire;
    this.reader = new ImapReader(wire);
  }

  void serve() throws IOException {
    parts.watch().connected(Protocol.IMAP);
    try {
      parts.faults().strike(point("connect"), wire, BYE);
      wire.setReadTimeoutMillis(
          Math.toIntExact(parts.settings().behaviour().idleLimit().toMillis()));
      wire.line("* OK The Microsoft Exchange IMAP4 service is ready. [UwBJAE0AVQBMAEEAVABPAFIA]");
      while (!loggedOut) {
        ImapReader.Command command = null;
        try {
          command = read();
          answer(command.tag(), run(command));
        } catch (BadCommand e) {
          answer(command == null ? "*" : command.tag(), "BAD " + e.getMessage());
        } catch (java.net.SocketTimeoutException e) {
          wire.line("* BYE Connection is closed. 14");
          return;
        }
      }
    } finally {
      if (logIn != null) {
        parts.connections().giveBack(logIn.mailbox());
      }
    }
  }

  private ImapReader.Command read() throws IOException {
    try {
      return reader.read();
    } finally {
      if (reader.firstLine() != null) {
        String mailbox = logIn == null ? null : logIn.mailbox();
        parts.watch().said(Protocol.IMAP, mailbox, reader.firstLine());
      }
    }
  }

  private void answer(String tag, String text) throws IOException {
    if (!text.isEmpty()) {
      wire.line(tag + " " + text);
    }
  }

  private String run(ImapReader.Command command) throws IOException {
    String name = command.name();
    String step = name.startsWith("UID ") ? name.substring(4) : name;
    FaultPoint point = point(step.toLowerCase(Locale.ROOT));
    Optional<String> struck = parts.faults().strike(point, wire, BYE);
    if (struck.isPresent()) {
      return struck.get();
    }
    sayUntagged(point);
    ImapCommand found = commands.get(name);
    if (found == null) {
      return "BAD Command Error. 12";
    }
    if (notConnected && !name.equals("LOGOUT") && !name.equals("CAPABILITY")) {
      wire.line(command.tag() + " " + NOT_CONNECTED);
      wire.line("* BYE Connection closed. 14");
      throw new ConnectionEnd(ConnectionEnd.Manner.CLOSE);
    }
    if (logIn != null) {
      throttle(command.tag(), point);
    }
    if (logIn == null && !ImapCommands.BEFORE_LOG_IN.contains(name)) {
      return "BAD Command received in Invalid state.";
    }
    if (logIn != null && ImapCommands.ONLY_BEFORE_LOG_IN.contains(name)) {
      return "BAD Command received in Invalid state.";
    }
    if (selected == null && ImapCommands.IN_FOLDER.contains(name)) {
      return "BAD Command received in Invalid state.";
    }
    endWhenVoid();
    String answer = found.run(this, new ImapArguments(command.arguments()));
    if (selected != null && !loggedOut) {
      selected.tellNews(wire, !WITHOUT_EXPUNGE.contains(name));
    }
    return answer;
  }

  private void sayUntagged(FaultPoint point) throws IOException {
    var struck = parts.faults().faults().take(point, FaultKind.UNTAGGED);
    if (struck.isPresent()) {
      for (String line : struck.get().text().orElse("* OK Still here").split("\r?\n")) {
        wire.write(line).write("\r\n");
      }
    }
  }

  private void throttle(String tag, FaultPoint point) throws IOException {
    var struck = parts.faults().faults().take(point, FaultKind.THROTTLED);
    if (struck.isPresent()) {
      wire.line(
          tag
              + " BAD Request is throttled. Suggested Backoff Time: "
              + struck.get().delayOr(THROTTLED).toMillis()
              + " milliseconds");
      wire.line("* BYE Connection closed. 13");
      throw new ConnectionEnd(ConnectionEnd.Manner.CLOSE);
    }
  }

  /** After a change of UIDVALIDITY nothing that the client knows is true: the session ends. */
  private void endWhenVoid() throws IOException {
    if (selected != null && selected.isVoid()) {
      wire.line("* BYE The mailbox was moved. Connection closed. 15");
      throw new ConnectionEnd(ConnectionEnd.Manner.CLOSE);
    }
  }

  FaultPoint point(String step) {
    return FaultPoint.of(Protocol.IMAP, logIn == null ? null : logIn.mailbox(), step);
  }

  ImapParts parts() {
    return parts;
  }

  Wire wire() {
    return wire;
  }

  ImapReader reader() {
    return reader;
  }

  Mailbox mailbox() {
    return parts.store().mailboxOrNew(logIn.mailbox());
  }

  SelectedFolder selected() {
    return selected;
  }

  void select(SelectedFolder folder) {
    selected = folder;
  }

  boolean isLoggedIn() {
    return logIn != null || notConnected;
  }

  void logOut() {
    loggedOut = true;
  }

  /** Opens the mailbox, or leaves the session "authenticated but not connected". */
  void open(LogIn outcome) {
    Optional<LogIn.Open> opened = outcome.opened();
    int limit = parts.settings().behaviour().imapConnections();
    if (opened.isPresent() && parts.connections().take(opened.get().mailbox(), limit)) {
      logIn = opened.get();
    } else {
      notConnected = true;
    }
  }
}

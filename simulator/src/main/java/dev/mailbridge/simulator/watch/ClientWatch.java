package dev.mailbridge.simulator.watch;

import dev.mailbridge.simulator.fault.Protocol;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts and remembers what clients do; a log-in's credentials are not remembered. */
public final class ClientWatch {
  private static final int REMEMBERED = 2000;
  private static final int LINE_LIMIT = 500;
  private static final Pattern CREDENTIALS =
      Pattern.compile(
          "(?i)^\\s*(\\S+\\s+)?(AUTHENTICATE\\s+\\S+|AUTH\\s+\\S+|LOGIN|PASS)(\\s.*)?$");

  /** Nothing else a client says counts, however long its list gets. */
  private static final Pattern IMAP_COMMAND =
      Pattern.compile(
          "(?i)\\S+ ((?:UID )?(?:FETCH|SEARCH|STORE|COPY|MOVE|EXPUNGE)|SELECT|IDLE|NOOP)\\b");

  /**
   * One line of a client, or one call of an HTTP interface by its step.
   *
   * @param mailbox absent before the log-in
   */
  public record Said(Instant at, Protocol protocol, Optional<String> mailbox, String line) {}

  /**
   * Everything since the start, or since {@link #forget()}.
   *
   * @param imapCommands by their names, such as {@code UID FETCH}
   * @param said the latest lines
   */
  public record Seen(
      Map<Protocol, Long> connections,
      Map<Protocol, Long> lines,
      Map<String, Long> imapCommands,
      Map<Misconduct, Long> misconduct,
      List<Said> said) {}

  private final Clock clock;
  private final Map<Protocol, Long> connections = new EnumMap<>(Protocol.class);
  private final Map<Protocol, Long> lines = new EnumMap<>(Protocol.class);
  private final Map<String, Long> imapCommands = new TreeMap<>();
  private final Map<Misconduct, Long> misconduct = new EnumMap<>(Misconduct.class);
  private final Deque<Said> said = new ArrayDeque<>();

  public ClientWatch(Clock clock) {
    this.clock = clock;
  }

  public synchronized void connected(Protocol protocol) {
    connections.merge(protocol, 1L, Long::sum);
  }

  public synchronized void said(Protocol protocol, String mailbox, String line) {
    lines.merge(protocol, 1L, Long::sum);
    if (protocol == Protocol.IMAP) {
      imapCommand(line).ifPresent(name -> imapCommands.merge(name, 1L, Long::sum));
    }
    said.addLast(
        new Said(clock.instant(), protocol, Optional.ofNullable(mailbox), withoutSecret(line)));
    if (said.size() > REMEMBERED) {
      said.removeFirst();
    }
  }

  public synchronized void misconduct(Misconduct kind) {
    misconduct.merge(kind, 1L, Long::sum);
  }

  /** What was seen; the lines of one mailbox and protocol when they are named. */
  public synchronized Seen seen(Optional<String> mailbox, Optional<Protocol> protocol) {
    List<Said> wanted =
        said.stream()
            .filter(one -> protocol.map(one.protocol()::equals).orElse(true))
            .filter(
                one ->
                    mailbox
                        .map(name -> one.mailbox().filter(name::equalsIgnoreCase).isPresent())
                        .orElse(true))
            .toList();
    return new Seen(
        new EnumMap<>(connections),
        new EnumMap<>(lines),
        new TreeMap<>(imapCommands),
        new EnumMap<>(misconduct),
        wanted);
  }

  public synchronized void forget() {
    connections.clear();
    lines.clear();
    imapCommands.clear();
    misconduct.clear();
    said.clear();
  }

  private static Optional<String> imapCommand(String line) {
    Matcher command = IMAP_COMMAND.matcher(line);
    return command.lookingAt()
        ? Optional.of(command.group(1).toUpperCase(Locale.ROOT))
        : Optional.empty();
  }

  private static String withoutSecret(String line) {
    String shown = line.length() > LINE_LIMIT ? line.substring(0, LINE_LIMIT) + "…" : line;
    return CREDENTIALS.matcher(shown).replaceFirst("$1$2 (not remembered)");
  }
}

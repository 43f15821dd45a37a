package dev.mailbridge.configservice.mailbox;

import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.FirstRead;
import dev.mailbridge.contracts.MailboxDefinition.Incoming;
import dev.mailbridge.contracts.MailboxDefinition.Outgoing;
import dev.mailbridge.contracts.MailboxDefinition.SentItems;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.contracts.Transport;
import dev.mailbridge.platform.problem.Problem.FieldError;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a definition must hold in itself, whatever else is configured. */
final class MailboxValidator {
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s@<>(),;:\"\\\\\\[\\]]{1,64}@[^\\s@<>(),;:\"\\\\\\[\\]]+\\.?[^\\s@.]+");
  private static final Pattern HOST =
      Pattern.compile(
          "[\\p{L}\\p{N}]([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?(\\.[\\p{L}\\p{N}]([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?)*|\\[?[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+]?");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
  private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);
  private static final Duration LONGEST_POLL = Duration.ofDays(1);
  private static final long SMALLEST_LIMIT = 10_000;

  private final Clock clock;
  private final List<FieldError> errors = new ArrayList<>();

  private MailboxValidator(Clock clock) {
    this.clock = clock;
  }

  /** Every problem, with an RFC 6901 pointer to the field and what to enter there. */
  static List<FieldError> problems(MailboxRequest mailbox, Clock clock) {
    MailboxValidator validator = new MailboxValidator(clock);
    validator.check(mailbox);
    return List.copyOf(validator.errors);
  }

  /** As above, of an outgoing server alone; pointers begin with {@code /outgoing}. */
  static List<FieldError> problems(Outgoing server, Clock clock) {
    MailboxValidator validator = new MailboxValidator(clock);
    validator.check(server);
    return List.copyOf(validator.errors);
  }

  private void check(MailboxRequest mailbox) {
    check(
        mailbox.id() == null || !mailbox.id().value().equals("new"),
        "/id",
        "Choose another id: the web admin's page for a new mailbox has this address.");
    check(mailbox.project() != null, "/project", "Choose the project that takes the mails.");
    check(
        mailbox.address() != null
            && mailbox.address().length() <= 320
            && ADDRESS.matcher(mailbox.address().strip()).matches(),
        "/address",
        "Enter the mail address of the account, such as helpdesk@contoso.example.");
    check(
        mailbox.displayName() == null
            || (mailbox.displayName().length() <= 200 && !hasControls(mailbox.displayName())),
        "/displayName",
        "Enter a name of at most 200 characters in one line.");
    check(
        mailbox.incoming() != null || mailbox.outgoing() != null,
        "/incoming",
        "Set up incoming mail, outgoing mail, or both.");
    if (mailbox.incoming() != null) {
      check(mailbox.incoming());
    }
    if (mailbox.outgoing() != null) {
      check(mailbox.outgoing());
    }
  }

  private void check(Incoming in) {
    check(in.protocol() != null, "/incoming/protocol", "Choose imap, pop3 or graph.");
    if (in.protocol() == Protocol.GRAPH) {
      check(blank(in.host()), "/incoming/host", "Leave it out: Graph has no server of its own.");
    } else {
      server("/incoming", in.host(), in.port(), in.security());
    }
    folders(in);
    afterProcessing(in);
    check(
        (in.firstRead() == FirstRead.DATE) == (in.since() != null),
        "/incoming/since",
        "Give the date from which mails are read when the first read is from a date, and only then.");
    check(
        in.since() == null || !in.since().isAfter(clock.instant()),
        "/incoming/since",
        "Give a date in the past.");
    check(
        in.pollInterval() == null
            || (in.pollInterval().compareTo(SHORTEST_POLL) >= 0
                && in.pollInterval().compareTo(LONGEST_POLL) <= 0),
        "/incoming/pollInterval",
        "Enter a duration from PT1S to P1D, such as PT1M.");
    check(
        in.maxMessageSize() == null || in.maxMessageSize() >= SMALLEST_LIMIT,
        "/incoming/maxMessageSize",
        "Enter octets, at least 10000; Exchange Online takes mails of up to 157286400.");
  }

  private void folders(Incoming in) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < in.folders().size(); i++) {
      String folder = in.folders().get(i);
      check(
          !blank(folder) && !hasControls(folder),
          "/incoming/folders/" + i,
          "Enter the folder's name as you see it in Outlook, with / between levels.");
      check(
          folder == null || seen.add(folder.toLowerCase(Locale.ROOT)),
          "/incoming/folders/" + i,
          "This folder is listed twice.");
    }
    check(
        in.protocol() != Protocol.POP3
            || (in.folders().size() == 1 && "INBOX".equalsIgnoreCase(in.folders().getFirst())),
        "/incoming/folders",
        "POP3 reads INBOX only: choose IMAP to read other folders.");
  }

  private void afterProcessing(Incoming in) {
    boolean move = in.afterProcessing() == AfterProcessing.MOVE;
    check(
        move == !blank(in.moveTo()),
        "/incoming/moveTo",
        "Name the folder when mails are moved after processing, and only then.");
    check(
        !move || in.folders().stream().noneMatch(f -> f != null && f.equalsIgnoreCase(in.moveTo())),
        "/incoming/moveTo",
        "Mails can't be moved into a folder that is read: choose another one.");
    check(
        in.protocol() != Protocol.POP3
            || in.afterProcessing() == AfterProcessing.KEEP
            || in.afterProcessing() == AfterProcessing.DELETE,
        "/incoming/afterProcessing",
        "POP3 can only keep or delete mails: choose one of these, or IMAP.");
  }

  private void check(Outgoing out) {
    check(out.transport() != null, "/outgoing/transport", "Choose smtp or graph.");
    if (out.transport() == Transport.GRAPH) {
      check(blank(out.host()), "/outgoing/host", "Leave it out: Graph has no server of its own.");
    } else {
      server("/outgoing", out.host(), out.port(), out.security());
    }
    positive("/outgoing/messagesPerMinute", out.messagesPerMinute());
    positive("/outgoing/recipientsPerDay", out.recipientsPerDay());
    positive("/outgoing/connections", out.connections());
    SentItems sent = out.sentItems();
    if (sent != null) {
      server("/outgoing/sentItems", sent.host(), sent.port(), sent.security());
    }
  }

  private void server(String at, String host, Integer port, ConnectionSecurity security) {
    check(
        host != null && host.length() <= 253 && HOST.matcher(host.strip()).matches(),
        at + "/host",
        "Enter the server's name alone, such as outlook.office365.com, without https:// or a port.");
    check(port == null || (port > 0 && port < 65536), at + "/port", "Enter a port, 1 to 65535.");
    check(
        security != ConnectionSecurity.NONE || (host != null && LOOPBACK.contains(host.strip())),
        at + "/security",
        "Choose tls or starttls: without them the token would travel in the clear.");
  }

  private void positive(String pointer, Integer limit) {
    check(limit == null || limit > 0, pointer, "Enter a number greater than 0, or nothing.");
  }

  private void check(boolean good, String pointer, String advice) {
    if (!good) {
      errors.add(new FieldError(pointer, advice));
    }
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }
}

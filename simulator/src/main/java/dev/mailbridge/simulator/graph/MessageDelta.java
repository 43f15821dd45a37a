package dev.mailbridge.simulator.graph;

import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.Call;
import dev.mailbridge.simulator.mail.MailFolder;
import dev.mailbridge.simulator.mail.Mailbox;
import dev.mailbridge.simulator.mail.StoredMail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code mailFolders/{id}/messages/delta}: what is new, changed or gone since a token. */
final class MessageDelta {
  private static final Duration LIFETIME = Duration.ofDays(30);

  /**
   * Mails of versions above {@code after}, up to {@code until}; {@code since} is the round's start.
   */
  private record Position(long since, long after, long until) {}

  private final GraphParts parts;
  private final MailboxLookup lookup;

  MessageDelta(GraphParts parts, MailboxLookup lookup) {
    this.parts = parts;
    this.lookup = lookup;
  }

  Answer handle(Caller caller, Call call) {
    Mailbox mailbox = lookup.mailbox(caller, call, MailboxLookup.Use.READ);
    MailFolder folder = MailboxLookup.folder(mailbox, call.pathParameter("folder"));
    Position position = position(call, folder);
    int size = Page.size(call, 10, 1000);
    List<StoredMail> changed =
        folder.mails().stream()
            .filter(mail -> mail.version() > position.after() && mail.version() <= position.until())
            .filter(mail -> MessageFilter.fits(call, mail))
            .sorted(Comparator.comparingLong(StoredMail::version))
            .toList();
    List<Object> values = new ArrayList<>();
    changed.stream().limit(size).forEach(mail -> values.add(MessageView.of(call, folder, mail)));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("@odata.context", parts.root() + "/$metadata#Collection(message)");
    if (changed.size() > size) {
      String token =
          position.since() + "." + changed.get(size - 1).version() + "." + position.until();
      body.put("@odata.nextLink", Page.link(parts, call, "$skiptoken", token));
    } else {
      if (position.since() > 0) {
        folder.removedAfter(position.since()).stream()
            .filter(gone -> gone.version() <= position.until())
            .forEach(
                gone ->
                    values.add(
                        Map.of(
                            "id",
                            MessageIds.of(call, folder, gone.mailId(), gone.uid()),
                            "@removed",
                            Map.of("reason", "deleted"))));
      }
      String token = position.until() + "." + parts.clock().instant().getEpochSecond();
      body.put("@odata.deltaLink", Page.link(parts, call, "$deltatoken", token));
    }
    body.put("value", values);
    return Answer.json(200, body);
  }

  private Position position(Call call, MailFolder folder) {
    if (call.query("$skiptoken").isPresent()) {
      long[] numbers = numbers(call.query("$skiptoken").get(), 3);
      return new Position(numbers[0], numbers[1], numbers[2]);
    }
    long now = folder.version();
    if (call.query("$deltatoken").isEmpty()) {
      return new Position(0, 0, now);
    }
    if (call.query("$deltatoken").get().equals("latest")) {
      return new Position(now, now, now);
    }
    long[] numbers = numbers(call.query("$deltatoken").get(), 2);
    if (parts.clock().instant().isAfter(Instant.ofEpochSecond(numbers[1]).plus(LIFETIME))) {
      throw GraphGate.syncStateNotFound(call);
    }
    return new Position(numbers[0], numbers[0], now);
  }

  private static long[] numbers(String token, int count) {
    if (!token.matches("\\d{1,18}(\\.\\d{1,18}){" + (count - 1) + "}")) {
      throw GraphException.badRequest("Invalid token: use the link as it is given.");
    }
    String[] words = token.split("\\.");
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = Long.parseLong(words[i]);
    }
    return numbers;
  }
}

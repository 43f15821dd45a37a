package dev.mailbridge.simulator.graph;

import dev.mailbridge.simulator.http.Call;
import dev.mailbridge.simulator.mail.StoredMail;
import dev.mailbridge.simulator.mime.MailHeaders;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The few {@code $filter} expressions that mail programs use; others are refused. */
final class MessageFilter {
  private static final Pattern MESSAGE_ID =
      Pattern.compile("internetMessageId eq '(.*)'", Pattern.DOTALL);
  private static final Pattern RECEIVED = Pattern.compile("receivedDateTime (ge|gt|lt) (\\S+)");
  private static final Pattern READ = Pattern.compile("isRead eq (true|false)");

  private MessageFilter() {}

  static boolean fits(Call call, StoredMail mail) {
    return call.query("$filter").map(filter -> fits(filter.strip(), mail)).orElse(true);
  }

  private static boolean fits(String filter, StoredMail mail) {
    for (String part : filter.split(" and ")) {
      if (!fitsOne(part.strip(), mail)) {
        return false;
      }
    }
    return true;
  }

  private static boolean fitsOne(String filter, StoredMail mail) {
    Matcher messageId = MESSAGE_ID.matcher(filter);
    if (messageId.matches()) {
      String wanted = messageId.group(1).replace("''", "'");
      return MailHeaders.of(mail.content().octets())
          .first("Message-ID")
          .map(wanted::equals)
          .orElse(false);
    }
    Matcher received = RECEIVED.matcher(filter);
    if (received.matches()) {
      try {
        int order = mail.receivedAt().compareTo(Instant.parse(received.group(2)));
        return switch (received.group(1)) {
          case "ge" -> order >= 0;
          case "gt" -> order > 0;
          default -> order < 0;
        };
      } catch (DateTimeParseException e) {
        throw GraphException.badRequest("Invalid time in the filter: " + received.group(2));
      }
    }
    Matcher read = READ.matcher(filter);
    if (read.matches()) {
      return mail.has("\\Seen") == Boolean.parseBoolean(read.group(1));
    }
    throw new GraphException(
        400, "ErrorInvalidUrlQueryFilter", "The simulator doesn't know this filter: " + filter);
  }
}

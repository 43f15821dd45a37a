package dev.mailbridge.imappoller.imap;

import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.iap.Response;

/** What a server's refusal means. Texts are Exchange Online's and hints only; see the cases. */
final class ImapFailures {
  private static final Pattern BACKOFF =
      Pattern.compile("Suggested Backoff Time: (\\d{1,9}) milliseconds", Pattern.CASE_INSENSITIVE);

  private ImapFailures() {}

  /** A NO or BAD to a command that has to work. */
  static SourceException refused(String command, Response response) {
    return refused(command, ImapWire.text(response), SourceFailure.SERVER_REFUSED);
  }

  /** A NO to SELECT. */
  static SourceException notSelected(String folder, Response response) {
    String text = ImapWire.text(response);
    SourceFailure usual =
        response.isNO() ? SourceFailure.FOLDER_NOT_FOUND : SourceFailure.SERVER_REFUSED;
    return refused("SELECT of folder " + folder, text, usual);
  }

  /** A NO to AUTHENTICATE. */
  static SourceException notAuthenticated(Response response) {
    return refused("AUTHENTICATE", ImapWire.text(response), SourceFailure.TOKEN_REFUSED);
  }

  static SourceException lost(String during, IOException e) {
    if (e instanceof ImapWire.ByeException) {
      return refused(during, "BYE " + e.getMessage(), SourceFailure.CONNECTION_LOST);
    }
    String what =
        e instanceof SocketTimeoutException ? "no answer in time" : String.valueOf(e.getMessage());
    return new SourceException(
        SourceFailure.CONNECTION_LOST, "Connection lost during %s: %s".formatted(during, what), e);
  }

  private static SourceException refused(String command, String text, SourceFailure usual) {
    String detail = "%s was answered: %s".formatted(command, text);
    Matcher backoff = BACKOFF.matcher(text);
    if (backoff.find()) {
      Duration wait = Duration.ofMillis(Long.parseLong(backoff.group(1)));
      return new SourceException(SourceFailure.THROTTLED, detail, wait, null);
    }
    return new SourceException(classify(text.toLowerCase(Locale.ROOT), usual), detail);
  }

  private static SourceFailure classify(String text, SourceFailure usual) {
    if (text.contains("authenticated but not connected")) {
      return SourceFailure.MAILBOX_NOT_CONNECTED;
    }
    if (text.contains("throttled")
        || text.contains("[limit]")
        || text.contains("too many")
        || text.contains("connections from")) {
      return SourceFailure.THROTTLED;
    }
    if (text.contains("[unavailable]") || text.contains("[inuse]")) {
      return SourceFailure.SERVER_REFUSED;
    }
    return usual;
  }
}

package dev.mailbridge.simulator.graph;

import dev.mailbridge.simulator.http.Call;
import dev.mailbridge.simulator.mail.MailFolder;
import dev.mailbridge.simulator.mail.Mailbox;
import dev.mailbridge.simulator.mail.StoredMail;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A message's two ids: the immutable one stays when it moves inside the mailbox, the default one
 * changes. Which one is told is the request's choice ({@code Prefer: IdType="ImmutableId"}).
 */
final class MessageIds {
  private static final String DEFAULT_PREFIX = "AAMkA";
  private static final String IMMUTABLE_PREFIX = "AAkAL";

  /** A message and where it lies. */
  record Found(MailFolder folder, StoredMail mail) {}

  private MessageIds() {}

  static boolean immutable(Call call) {
    return call.header("Prefer").orElse("").replace(" ", "").contains("IdType=\"ImmutableId\"");
  }

  static String of(Call call, MailFolder folder, StoredMail mail) {
    return of(call, folder, mail.id(), mail.uid());
  }

  static String of(Call call, MailFolder folder, String mailId, long uid) {
    return immutable(call)
        ? IMMUTABLE_PREFIX + encode(mailId)
        : DEFAULT_PREFIX + encode(folder.id() + ":" + folder.uidValidity() + ":" + uid);
  }

  static Found find(Mailbox mailbox, String id) {
    return mailbox.folders().stream()
        .flatMap(folder -> find(folder, id).map(mail -> new Found(folder, mail)).stream())
        .findFirst()
        .orElseThrow(GraphException::notFound);
  }

  private static Optional<StoredMail> find(MailFolder folder, String id) {
    if (id.startsWith(IMMUTABLE_PREFIX)) {
      return folder.byId(decode(id.substring(IMMUTABLE_PREFIX.length())));
    }
    if (!id.startsWith(DEFAULT_PREFIX)) {
      throw new GraphException(400, "ErrorInvalidIdMalformed", "Id is malformed.");
    }
    String place = decode(id.substring(DEFAULT_PREFIX.length()));
    String here = folder.id() + ":" + folder.uidValidity() + ":";
    return place.startsWith(here)
        ? folder.mails().stream().filter(mail -> place.equals(here + mail.uid())).findFirst()
        : Optional.empty();
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String decode(String text) {
    try {
      return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException e) {
      throw new GraphException(400, "ErrorInvalidIdMalformed", "Id is malformed.");
    }
  }
}

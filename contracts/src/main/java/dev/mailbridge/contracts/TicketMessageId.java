package dev.mailbridge.contracts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Message-ID of an outgoing mail: it carries the ticket reference and a message authentication
 * code, so that an answer proves which ticket it belongs to.
 *
 * <p>Form: {@code <mb1.TICKET.ID.KEY.MAC@domain>} with TICKET (base64url, may be empty), ID (the
 * first 12 octets of the outgoing id's SHA-256, base64url), KEY (the key's id) and MAC (the first
 * 16 octets of HMAC-SHA-256 over project, ticket and ID, base64url).
 */
public final class TicketMessageId {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final Pattern FORM =
      Pattern.compile(
          "<mb1\\.([A-Za-z0-9_-]{0,171})\\.([A-Za-z0-9_-]{16})\\.([A-Za-z0-9]{1,8})\\.([A-Za-z0-9_-]{22})@[^<>@\\s]{1,255}>");

  private TicketMessageId() {}

  /**
   * @param ticketRef at most 128 octets in UTF-8, or null for none
   * @param domain the part after the {@code @}: the sender's
   * @return with angle brackets
   */
  public static String issue(
      ProjectId project, String ticketRef, OutgoingId id, MacKey key, String domain) {
    String ticket =
        BASE64.encodeToString(
            (ticketRef == null ? "" : ticketRef).getBytes(StandardCharsets.UTF_8));
    if (ticket.length() > 171) {
      throw new IllegalArgumentException("a ticket reference has at most 128 octets");
    }
    String hash = BASE64.encodeToString(Arrays.copyOf(sha256(id.value()), 12));
    return "<mb1.%s.%s.%s.%s@%s>"
        .formatted(ticket, hash, key.id(), mac(project, ticket, hash, key), domain);
  }

  /**
   * The ticket that a Message-ID proves; empty when it isn't one of ours, carries no ticket, names
   * an unknown key or was altered.
   *
   * @param keys the key for an id, empty when unknown
   */
  public static Optional<String> verify(
      ProjectId project, String messageId, Function<String, Optional<MacKey>> keys) {
    return authentic(project, messageId, keys)
        .filter(form -> !form.group(1).isEmpty())
        .flatMap(form -> decode(form.group(1)));
  }

  /** Whether the project's own mail has this Message-ID, with a ticket or without. */
  public static boolean isOurs(
      ProjectId project, String messageId, Function<String, Optional<MacKey>> keys) {
    return authentic(project, messageId, keys).isPresent();
  }

  private static Optional<Matcher> authentic(
      ProjectId project, String messageId, Function<String, Optional<MacKey>> keys) {
    Matcher form = FORM.matcher(messageId);
    if (!form.matches()) {
      return Optional.empty();
    }
    return keys.apply(form.group(3))
        .filter(
            key ->
                MessageDigest.isEqual(
                    mac(project, form.group(1), form.group(2), key)
                        .getBytes(StandardCharsets.US_ASCII),
                    form.group(4).getBytes(StandardCharsets.US_ASCII)))
        .map(key -> form);
  }

  private static Optional<String> decode(String ticket) {
    try {
      return Optional.of(new String(Base64.getUrlDecoder().decode(ticket), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String mac(ProjectId project, String ticket, String hash, MacKey key) {
    byte[] full = key.sign(project.value() + "\n" + ticket + "\n" + hash);
    return BASE64.encodeToString(Arrays.copyOf(full, 16));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

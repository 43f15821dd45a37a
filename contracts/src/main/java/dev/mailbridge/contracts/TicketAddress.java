package dev.mailbridge.contracts;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signed plus-address (RFC 5233): answers to it belong to a ticket, whatever a mail program does
 * to Message-IDs.
 *
 * <p>Form: {@code LOCAL+mb1-TICKET-KEY-MAC@domain}, all in lower case, since servers may change the
 * case of an address: TICKET (base32), KEY (the key's id in base32) and MAC (the first 10 octets of
 * HMAC-SHA-256 over project and ticket, base32). Known and unknown ones are sent to alike, so a
 * guess costs a mail; 80 bits are enough.
 */
public final class TicketAddress {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final Pattern TAG =
      Pattern.compile("[^@]*\\+mb1-([a-z2-7]{1,40})-([a-z2-7]{1,13})-([a-z2-7]{16})@.+");

  /** RFC 5321 section 4.5.3.1.1. */
  private static final int LONGEST_LOCAL_PART = 64;

  private TicketAddress() {}

  /**
   * @param address the mailbox's own
   * @return empty when the address would be too long for the ticket
   */
  public static Optional<String> issue(
      ProjectId project, String ticketRef, MacKey key, String address) {
    int at = address.lastIndexOf('@');
    String ticket = encode(ticketRef.getBytes(StandardCharsets.UTF_8));
    String local =
        "%s+mb1-%s-%s-%s"
            .formatted(
                address.substring(0, at),
                ticket,
                encode(key.id().getBytes(StandardCharsets.US_ASCII)),
                mac(project, ticket, key));
    return local.length() > LONGEST_LOCAL_PART || ticket.isEmpty()
        ? Optional.empty()
        : Optional.of(local + address.substring(at));
  }

  /**
   * The ticket that an address proves; empty when it carries none, names an unknown key or was
   * altered.
   *
   * @param keys the key for an id, empty when unknown
   */
  public static Optional<String> verify(
      ProjectId project, String address, Function<String, Optional<MacKey>> keys) {
    Matcher form = TAG.matcher(address.toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      return Optional.empty();
    }
    return keys.apply(new String(decode(form.group(2)), StandardCharsets.US_ASCII))
        .filter(
            key ->
                MessageDigest.isEqual(
                    mac(project, form.group(1), key).getBytes(StandardCharsets.US_ASCII),
                    form.group(3).getBytes(StandardCharsets.US_ASCII)))
        .map(key -> new String(decode(form.group(1)), StandardCharsets.UTF_8));
  }

  private static String mac(ProjectId project, String ticket, MacKey key) {
    return encode(Arrays.copyOf(key.sign("address\n" + project.value() + "\n" + ticket), 10));
  }

  /** RFC 4648 section 6, in lower case and without padding. */
  private static String encode(byte[] octets) {
    StringBuilder text = new StringBuilder();
    int held = 0;
    int bits = 0;
    for (byte octet : octets) {
      held = held << 8 | octet & 0xff;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET.charAt(held >> bits & 31));
      }
    }
    if (bits > 0) {
      text.append(ALPHABET.charAt(held << 5 - bits & 31));
    }
    return text.toString();
  }

  private static byte[] decode(String text) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    int held = 0;
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      held = held << 5 | ALPHABET.indexOf(text.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        octets.write(held >> bits & 0xff);
      }
    }
    return octets.toByteArray();
  }
}

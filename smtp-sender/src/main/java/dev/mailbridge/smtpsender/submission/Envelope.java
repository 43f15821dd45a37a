package dev.mailbridge.smtpsender.submission;

import java.util.List;

/**
 * Who a mail goes from and to (RFC 5321), domains in A-labels.
 *
 * @param blind those of the recipients whom the mail itself must not name
 * @param needsUtf8 a local part isn't ASCII (RFC 6531)
 */
public record Envelope(
    String from, List<String> recipients, List<String> blind, boolean needsUtf8) {
  public Envelope {
    recipients = List.copyOf(recipients);
    blind = List.copyOf(blind);
  }
}

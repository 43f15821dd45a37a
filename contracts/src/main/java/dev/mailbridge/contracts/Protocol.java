package dev.mailbridge.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How a mailbox is read. */
public enum Protocol {
  /** IMAP4rev1 or rev2 (RFC 3501, RFC 9051). */
  @JsonProperty("imap")
  IMAP,
  /** POP3 (RFC 1939). */
  @JsonProperty("pop3")
  POP3,
  /** Microsoft Graph. */
  @JsonProperty("graph")
  GRAPH;

  /** The constant as it stands in JSON. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

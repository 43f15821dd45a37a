package dev.mailbridge.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How a mailbox sends. */
public enum Transport {
  /** SMTP submission (RFC 6409). */
  @JsonProperty("smtp")
  SMTP,
  /** Microsoft Graph sendMail. */
  @JsonProperty("graph")
  GRAPH;

  /** The constant as it stands in JSON. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package dev.mailbridge.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How a connection to a mail server is protected. */
public enum ConnectionSecurity {
  /** TLS from the first octet (RFC 8314). */
  @JsonProperty("tls")
  TLS,
  /** STARTTLS, required. */
  @JsonProperty("starttls")
  STARTTLS,
  /** No protection: for servers on the same machine only. */
  @JsonProperty("none")
  NONE;

  /** The constant as it stands in JSON. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

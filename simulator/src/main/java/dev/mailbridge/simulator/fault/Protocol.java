package dev.mailbridge.simulator.fault;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a fault strikes. */
public enum Protocol {
  ENTRA,
  GRAPH,
  IMAP,
  POP3,
  SMTP;

  @JsonValue
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static Protocol of(String slug) {
    return valueOf(slug.toUpperCase(Locale.ROOT));
  }
}

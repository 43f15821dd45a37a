package dev.mailbridge.token;

import java.util.Locale;

/** What a token is for; token-service allows purposes per service. */
public enum TokenPurpose {
  IMAP,
  POP3,
  SMTP,
  GRAPH;

  /** As in {@code ?for=…}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.mailbridge.tokenservice.registration;

import dev.mailbridge.token.TokenPurpose;
import java.util.Locale;

/** What an access token is for; one token serves one resource. */
public enum Resource {
  /** IMAP, POP3 and SMTP. */
  MAIL,
  GRAPH;

  public static Resource of(TokenPurpose purpose) {
    return switch (purpose) {
      case IMAP, POP3, SMTP -> MAIL;
      case GRAPH -> GRAPH;
    };
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}

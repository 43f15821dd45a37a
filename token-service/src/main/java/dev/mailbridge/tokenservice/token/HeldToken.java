package dev.mailbridge.tokenservice.token;

import dev.mailbridge.token.TokenPurpose;
import dev.mailbridge.tokenservice.grant.Flow;
import java.time.Duration;
import java.time.Instant;

/**
 * A token, or a stored password, ready to be handed out.
 *
 * @param expiresAt null for a password
 * @param imapUser the SASL user for IMAP and POP3
 * @param smtpUser the SASL user for SMTP: Exchange wants the one who signed in there
 */
record HeldToken(
    String value,
    Instant issuedAt,
    Instant expiresAt,
    Flow flow,
    String imapUser,
    String smtpUser) {
  /** Guarantee: nobody gets a token with less to live. */
  static final Duration MIN_LIFE = Duration.ofMinutes(2);

  boolean usableAt(Instant now) {
    return expiresAt == null || !now.plus(MIN_LIFE).isAfter(expiresAt);
  }

  String saslUser(TokenPurpose purpose) {
    return switch (purpose) {
      case IMAP, POP3 -> imapUser;
      case SMTP -> smtpUser;
      case GRAPH -> null;
    };
  }

  @Override
  public String toString() {
    return "HeldToken[value=***, expiresAt=%s]".formatted(expiresAt);
  }
}

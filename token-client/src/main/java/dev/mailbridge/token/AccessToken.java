package dev.mailbridge.token;

import java.time.Instant;

/**
 * What to authenticate with at a mail server or at Graph.
 *
 * @param value the token, or the stored password when {@code mechanism} is {@link
 *     Mechanism#PASSWORD}
 * @param expiresAt never less than two minutes ahead when handed out; null for a password
 * @param saslUser the user of the SASL exchange, chosen as the server wants it; null for Graph
 */
public record AccessToken(String value, Instant expiresAt, String saslUser, Mechanism mechanism)
    implements TokenResult {
  public enum Mechanism {
    XOAUTH2,
    BEARER,
    PASSWORD
  }

  @Override
  public String toString() {
    return "AccessToken[value=***, expiresAt=%s, saslUser=%s, mechanism=%s]"
        .formatted(expiresAt, saslUser, mechanism);
  }
}

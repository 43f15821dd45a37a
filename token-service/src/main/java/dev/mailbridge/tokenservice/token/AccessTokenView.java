package dev.mailbridge.tokenservice.token;

import dev.mailbridge.token.AccessToken.Mechanism;
import dev.mailbridge.token.TokenPurpose;
import dev.mailbridge.tokenservice.grant.Flow;
import java.time.Instant;

/** As {@code AccessToken} of token-client. */
record AccessTokenView(
    String accessToken, Instant expiresAt, String saslUser, Mechanism mechanism) {
  static AccessTokenView of(HeldToken token, TokenPurpose purpose) {
    return new AccessTokenView(
        token.value(), token.expiresAt(), token.saslUser(purpose), mechanism(token, purpose));
  }

  private static Mechanism mechanism(HeldToken token, TokenPurpose purpose) {
    if (token.flow() == Flow.PASSWORD) {
      return Mechanism.PASSWORD;
    }
    return purpose == TokenPurpose.GRAPH ? Mechanism.BEARER : Mechanism.XOAUTH2;
  }

  @Override
  public String toString() {
    return "AccessTokenView[accessToken=***, expiresAt=%s]".formatted(expiresAt);
  }
}

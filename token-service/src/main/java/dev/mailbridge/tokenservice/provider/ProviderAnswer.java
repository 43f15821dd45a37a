package dev.mailbridge.tokenservice.provider;

import java.time.Duration;

/** What came of a token request. */
public sealed interface ProviderAnswer {
  /**
   * @param refreshToken null when the provider gave none: the old one stays valid
   * @param idToken null without the openid scope
   */
  record Granted(String accessToken, Duration life, String refreshToken, String idToken)
      implements ProviderAnswer {
    @Override
    public String toString() {
      return "Granted[life=" + life + "]";
    }
  }

  record Refused(ProviderError error) implements ProviderAnswer {}

  /**
   * No answer, or none that can be read. Whether the provider took the request is unknown.
   *
   * @param reason without anything of the request
   */
  record Unreachable(String reason) implements ProviderAnswer {}
}

package dev.mailbridge.simulator.entra;

import java.io.Serial;

/** An access token that isn't accepted; the message says why and holds nothing of the token. */
public final class TokenRefused extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  public TokenRefused(String message) {
    super(message);
  }
}

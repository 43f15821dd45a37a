package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.token.TokenFailure;

/** token-service gives no token for the mailbox. */
final class TokenUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient TokenFailure failure;

  TokenUnavailable(TokenFailure failure) {
    super(failure.remedy());
    this.failure = failure;
  }

  TokenFailure failure() {
    return failure;
  }
}

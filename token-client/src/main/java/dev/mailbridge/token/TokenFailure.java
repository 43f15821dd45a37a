package dev.mailbridge.token;

import java.net.URI;
import java.time.Instant;

/**
 * Why there is no token.
 *
 * @param remedy what to do next, in plain words
 * @param link where in the web admin that is done, null when nowhere
 * @param traceId the identity provider's, null when it was not asked
 * @param retryAt when asking again may help; null when something must change first
 */
public record TokenFailure(Code code, String remedy, URI link, String traceId, Instant retryAt)
    implements TokenResult {
  /** The closed set that the whole suite uses. */
  public enum Code {
    SIGN_IN_AGAIN,
    CONSENT_NEEDED,
    CREDENTIAL_EXPIRED,
    CREDENTIAL_INVALID,
    BLOCKED_BY_POLICY,
    MISCONFIGURED,
    ACCOUNT_DISABLED,
    TRY_LATER
  }
}

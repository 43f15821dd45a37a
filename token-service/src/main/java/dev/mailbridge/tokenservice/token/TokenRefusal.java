package dev.mailbridge.tokenservice.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mailbridge.token.TokenFailure;
import java.net.URI;
import java.time.Instant;

/**
 * RFC 9457 with the members of a {@code TokenFailure}.
 *
 * @param traceId the identity provider's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TokenRefusal(
    String type,
    String title,
    int status,
    String detail,
    TokenFailure.Code code,
    String remedy,
    URI link,
    String traceId,
    Instant retryAt) {
  static TokenRefusal of(TokenProblem problem, TokenFailure failure) {
    return new TokenRefusal(
        "urn:mail-bridge:problem:" + problem.slug(),
        problem.title(),
        problem.status(),
        failure.remedy(),
        failure.code(),
        failure.remedy(),
        failure.link(),
        failure.traceId(),
        failure.retryAt());
  }
}

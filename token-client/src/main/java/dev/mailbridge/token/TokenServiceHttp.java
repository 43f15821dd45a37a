package dev.mailbridge.token;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The requests to token-service, and what its answers mean. */
final class TokenServiceHttp {
  /** token-service itself gives up on an identity provider after 30 s. */
  private static final Duration TOKEN_TIMEOUT = Duration.ofSeconds(35);

  private static final Duration KEYS_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration UNREACHABLE_PAUSE = Duration.ofSeconds(2);
  private static final Duration REFUSED_PAUSE = Duration.ofSeconds(30);

  private final HttpClient http;
  private final URI base;
  private final Supplier<String> authorization;
  private final Clock clock;

  TokenServiceHttp(HttpClient http, URI base, Supplier<String> authorization, Clock clock) {
    this.http = http;
    this.base = base.getPath().endsWith("/") ? base : URI.create(base + "/");
    this.authorization = authorization;
    this.clock = clock;
  }

  /** A grant-changes answer; {@code all} when the log no longer reaches back to what was asked. */
  record Changes(long next, List<String> mailboxes, boolean all) {
    Changes {
      mailboxes = mailboxes == null ? List.of() : List.copyOf(mailboxes);
    }
  }

  /** One entry of the mac-keys answer. */
  record ServedMacKey(String id, byte[] secret, boolean signing, Instant verifiesUntil) {
    @Override
    public String toString() {
      return "ServedMacKey[id=" + id + ", secret=***]";
    }
  }

  private record Granted(
      String accessToken, Instant expiresAt, String saslUser, AccessToken.Mechanism mechanism) {}

  private record Refusal(
      String code, String remedy, String detail, URI link, String traceId, Instant retryAt) {}

  TokenResult token(MailboxId mailbox, TokenPurpose purpose) {
    return ask(mailbox, "for=" + purpose.code());
  }

  TokenResult fresh(MailboxId mailbox, TokenPurpose purpose, AccessToken refused) {
    return ask(
        mailbox,
        "for=%s&fresh=true&refused=%s".formatted(purpose.code(), fingerprint(refused.value())));
  }

  /**
   * @param after empty to learn only where the log stands now
   * @throws IOException when token-service can't be reached or doesn't answer as agreed
   */
  Changes changes(Optional<Long> after, Duration wait) throws IOException {
    String query = after.map(n -> "?after=%d&wait=%s".formatted(n, wait)).orElse("");
    return get("api/v1/grant-changes" + query, wait.plusSeconds(3), Changes.class);
  }

  /**
   * @throws IOException when token-service can't be reached or doesn't answer as agreed
   */
  List<ServedMacKey> macKeys() throws IOException {
    return List.of(get("api/v1/mac-keys", KEYS_TIMEOUT, ServedMacKey[].class));
  }

  /** Tells token-service which token was refused without sending it around again. */
  static String fingerprint(String token) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private TokenResult ask(MailboxId mailbox, String query) {
    String path = "api/v1/mailboxes/%s/access-token?%s".formatted(mailbox, query);
    try {
      HttpResponse<byte[]> response = send(path, TOKEN_TIMEOUT);
      return switch (response.statusCode()) {
        case 200 -> granted(ContractJson.read(response.body(), Granted.class));
        case 401, 403 -> notAllowed(response.statusCode());
        default -> refused(response);
      };
    } catch (IOException | UncheckedIOException e) {
      return unreachable(reason(e));
    }
  }

  /** The JDK's HTTP client mostly leaves the message out; the kind of exception says enough. */
  private static String reason(Exception e) {
    return e.getClass().getSimpleName();
  }

  private static TokenResult granted(Granted answer) throws IOException {
    if (answer.accessToken() == null || answer.mechanism() == null) {
      throw new IOException("an answer without token or mechanism");
    }
    return new AccessToken(
        answer.accessToken(), answer.expiresAt(), answer.saslUser(), answer.mechanism());
  }

  private TokenResult refused(HttpResponse<byte[]> response) {
    Refusal body = ContractJson.read(response.body(), Refusal.class);
    TokenFailure.Code code = code(body.code(), response.statusCode());
    String remedy = body.remedy() == null ? body.detail() : body.remedy();
    Instant retryAt = body.retryAt();
    if (code == TokenFailure.Code.TRY_LATER && retryAt == null) {
      retryAt = clock.instant().plus(UNREACHABLE_PAUSE);
    }
    return new TokenFailure(code, remedy, body.link(), body.traceId(), retryAt);
  }

  /** A code that this version doesn't know must not end a mailbox for good. */
  private static TokenFailure.Code code(String name, int status) {
    for (TokenFailure.Code code : TokenFailure.Code.values()) {
      if (code.name().equals(name)) {
        return code;
      }
    }
    return switch (status) {
      case 404 -> TokenFailure.Code.SIGN_IN_AGAIN;
      case 400 -> TokenFailure.Code.MISCONFIGURED;
      default -> TokenFailure.Code.TRY_LATER;
    };
  }

  private TokenFailure notAllowed(int status) {
    return new TokenFailure(
        TokenFailure.Code.MISCONFIGURED,
        "%s and that this service may ask for this purpose.".formatted(refusal(status)),
        null,
        null,
        clock.instant().plus(REFUSED_PAUSE));
  }

  private String refusal(int status) {
    return "token-service at %s answers %d: check that both services have the same keys directory"
            .formatted(base, status)
        + " (mail-bridge.keys.directory)";
  }

  private String absence(String reason) {
    return "token-service at %s can't be reached (%s): start it, or correct mail-bridge.token-service.url"
        .formatted(base, reason);
  }

  private TokenFailure unreachable(String reason) {
    return new TokenFailure(
        TokenFailure.Code.TRY_LATER,
        absence(reason) + ". It is asked again by itself.",
        null,
        null,
        clock.instant().plus(UNREACHABLE_PAUSE));
  }

  private <T> T get(String path, Duration timeout, Class<T> type) throws IOException {
    HttpResponse<byte[]> response;
    try {
      response = send(path, timeout);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(absence(reason(e)), e);
    }
    if (response.statusCode() == 401 || response.statusCode() == 403) {
      throw new IOException(refusal(response.statusCode()));
    }
    if (response.statusCode() != 200) {
      throw new IOException(
          "token-service at %s answers %d: look at its log".formatted(base, response.statusCode()));
    }
    try {
      return ContractJson.read(response.body(), type);
    } catch (UncheckedIOException e) {
      // Jackson's message may quote the body, and the body may hold keys.
      throw new IOException(
          "token-service at %s doesn't answer as agreed: correct mail-bridge.token-service.url"
              .formatted(base));
    }
  }

  private HttpResponse<byte[]> send(String path, Duration timeout) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(timeout)
            .header("Authorization", authorization.get())
            .header("Accept", "application/json, application/problem+json")
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}

package dev.mailbridge.configservice.directory.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.directory.graph.ImportFailure.Code;
import dev.mailbridge.contracts.ContractJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Sends requests to one Graph with patience: what fails on the way or at Graph is asked again, a
 * 429 when Graph says, a refused token once with a newer one. Everything else that isn't a success
 * leaves as an exception, in Graph's words for the code alone: its texts can name people.
 */
final class GraphClient {
  private static final int UNAUTHORIZED = 401;
  private static final int GONE = 410;
  private static final int THROTTLED = 429;

  private final HttpClient http;
  private final URI base;
  private final GraphTokens tokens;
  private final Pause pause;
  private final GraphConfig config;
  private final Clock clock;

  /** Reads an answer's body; may be called again for the same request. */
  @FunctionalInterface
  interface Body<T> {
    T read(InputStream body) throws IOException;
  }

  GraphClient(
      HttpClient http, URI base, GraphTokens tokens, Pause pause, GraphConfig config, Clock clock) {
    this.http = http;
    this.base = base;
    this.tokens = tokens;
    this.pause = pause;
    this.config = config;
    this.clock = clock;
  }

  /** An address below Graph's root. */
  URI at(String path) {
    return URI.create(base + path);
  }

  /**
   * A link as Graph gave it; it isn't encoded again.
   *
   * @throws ImportException when it leads to another server, which must not see the token
   */
  URI follow(String link) {
    URI uri;
    try {
      uri = URI.create(link);
    } catch (IllegalArgumentException e) {
      throw unreadable("a link that is no address", e);
    }
    boolean same =
        base.getScheme().equalsIgnoreCase(uri.getScheme())
            && base.getHost().equalsIgnoreCase(uri.getHost())
            && base.getPort() == uri.getPort()
            && uri.getUserInfo() == null;
    if (!same) {
      throw new ImportException(ImportFailure.foreignLink(String.valueOf(uri.getHost())));
    }
    return uri;
  }

  <T> T get(URI uri, Map<String, String> headers, Body<T> body) {
    String token = tokens.token();
    boolean renewed = false;
    int failures = 0;
    int throttled = 0;
    while (true) {
      try {
        HttpResponse<InputStream> response = send(uri, headers, token);
        try (InputStream octets = octets(response)) {
          if (response.statusCode() == 200) {
            return body.read(octets);
          }
          GraphError error = GraphError.of(response, octets);
          if (error.status() == UNAUTHORIZED && !renewed) {
            renewed = true;
            token = tokens.insteadOf(token);
          } else if (error.status() == THROTTLED) {
            waitAsTold(response, ++throttled);
          } else if (error.status() >= 500) {
            waitAfterFailure(++failures, retryAfter(response), error);
          } else {
            throw refused(error);
          }
        }
      } catch (IOException e) {
        waitAfterFailure(++failures, null, new GraphError(0, reason(e), null));
      }
    }
  }

  private HttpResponse<InputStream> send(URI uri, Map<String, String> headers, String token)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(config.timeout())
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .header("Accept-Encoding", "gzip");
    headers.forEach(request::header);
    try {
      return http.send(request.GET().build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static InputStream octets(HttpResponse<InputStream> response) throws IOException {
    boolean zipped =
        response.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
    return zipped ? new GZIPInputStream(response.body()) : response.body();
  }

  private void waitAsTold(HttpResponse<?> response, int times) {
    Duration told = retryAfter(response);
    Duration wait = told == null ? config.backoff().multipliedBy(1L << Math.min(times, 6)) : told;
    if (times > config.throttledAttempts() || wait.compareTo(config.longestPause()) > 0) {
      throw new ImportException(ImportFailure.throttled(wait));
    }
    pause.of(wait);
  }

  private void waitAfterFailure(int times, Duration told, GraphError error) {
    if (times >= config.attempts()) {
      throw new ImportException(
          ImportFailure.unavailable(
              "Microsoft Graph failed %d times: %s".formatted(times, error.words()),
              error.traceId()));
    }
    Duration wait = told == null ? config.backoff().multipliedBy(1L << (times - 1)) : told;
    pause.of(wait.compareTo(config.longestPause()) > 0 ? config.longestPause() : wait);
  }

  /** In seconds or as a date (RFC 9110 section 10.2.3); null when it isn't said. */
  private Duration retryAfter(HttpResponse<?> response) {
    String told = response.headers().firstValue("Retry-After").orElse("").strip();
    if (told.matches("\\d{1,6}")) {
      return Duration.ofSeconds(Long.parseLong(told));
    }
    try {
      Duration until =
          Duration.between(
              clock.instant(),
              ZonedDateTime.parse(told, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.US))
                  .toInstant());
      return until.isNegative() ? Duration.ZERO : until;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static RuntimeException refused(GraphError error) {
    if (error.status() == GONE) {
      return new LinkExpiredException(error.words());
    }
    return new GraphRefusal(error);
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  static ImportException unreadable(String what, Throwable cause) {
    return new ImportException(
        new ImportFailure(
            Code.UNREADABLE,
            "Microsoft Graph's answer has " + what,
            "Check the Graph URL; a proxy may have answered in Graph's place.",
            null),
        cause);
  }

  static JsonNode json(InputStream body) throws IOException {
    return ContractJson.mapper().readTree(body);
  }
}

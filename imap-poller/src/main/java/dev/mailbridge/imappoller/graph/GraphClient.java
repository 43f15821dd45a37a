package dev.mailbridge.imappoller.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * Requests about one mailbox. Ids are the immutable ones, which outlive a move inside the mailbox.
 * For one thread, but close.
 */
final class GraphClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** No page that we ask for is near it. */
  private static final long LONGEST_PAGE = 16L << 20;

  private final HttpClient http;
  private final URI root;
  private final String user;
  private final Supplier<String> token;
  private final Duration patience;
  private volatile CompletableFuture<?> inFlight = CompletableFuture.completedFuture(null);
  private volatile boolean closed;
  private Instant serverTime;

  /**
   * @param root Graph's base address without the version
   * @param address the mailbox's
   * @param patience longest wait for a sign of life
   */
  GraphClient(
      HttpClient http, URI root, String address, Supplier<String> token, Duration patience) {
    this.http = http;
    this.root = root;
    this.user = "/v1.0/users/" + encode(address);
    this.token = token;
    this.patience = patience;
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * @param path below the mailbox, with its query
   */
  URI uri(String path) {
    return root.resolve(user + path);
  }

  /** Whether a link leads to where our token belongs. */
  boolean ours(URI link) {
    return root.getScheme().equalsIgnoreCase(link.getScheme())
        && root.getAuthority().equalsIgnoreCase(link.getAuthority());
  }

  GraphAnswer get(URI uri, int pageSize) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET();
    return exchange(request, "IdType=\"ImmutableId\", odata.maxpagesize=" + pageSize);
  }

  GraphAnswer get(String path) {
    return get(uri(path), 100);
  }

  GraphAnswer send(String method, String path, JsonNode body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString()))
            .header("Content-Type", "application/json");
    return exchange(request, "IdType=\"ImmutableId\"");
  }

  private GraphAnswer exchange(HttpRequest.Builder request, String prefer) {
    HttpRequest built = authorized(request, prefer);
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(built, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_PAGE));
    HttpResponse<byte[]> response = await(what(built), answer, () -> 0);
    return answer(response.statusCode(), response.body(), response.headers());
  }

  private HttpRequest authorized(HttpRequest.Builder request, String prefer) {
    return request
        .timeout(patience)
        .header("Authorization", "Bearer " + token.get())
        .header("Prefer", prefer)
        .build();
  }

  /** The raw mail, as it comes; stopped where it is over the limit. */
  ReceivedMail raw(String id, GraphLimits limits) {
    HttpRequest request =
        authorized(
            HttpRequest.newBuilder(uri("/messages/" + encode(id) + "/$value")).GET(),
            "IdType=\"ImmutableId\"");
    AtomicReference<MailReceiver> receiver = new AtomicReference<>();
    CompletableFuture<HttpResponse<ReceivedMail>> answer =
        http.sendAsync(request, info -> receiver(info, limits, receiver));
    try {
      return await(what(request), answer, () -> receiver.get() == null ? 0 : receiver.get().count())
          .body();
    } catch (SourceException e) {
      if (receiver.get() != null) {
        receiver.get().abandon();
      }
      throw e;
    }
  }

  private HttpResponse.BodySubscriber<ReceivedMail> receiver(
      HttpResponse.ResponseInfo info, GraphLimits limits, AtomicReference<MailReceiver> receiver) {
    if (info.statusCode() == 200) {
      long announced = info.headers().firstValueAsLong("Content-Length").orElse(-1);
      receiver.set(new MailReceiver(limits, announced));
      return receiver.get();
    }
    return HttpResponse.BodySubscribers.mapping(
        HttpResponse.BodySubscribers.limiting(
            HttpResponse.BodySubscribers.ofByteArray(), LONGEST_PAGE),
        body -> new ReceivedMail.Refused(answer(info.statusCode(), body, info.headers())));
  }

  private GraphAnswer answer(int status, byte[] body, HttpHeaders headers) {
    headers.firstValue("Date").ifPresent(this::rememberTime);
    Duration retryAfter =
        headers
            .firstValue("Retry-After")
            .filter(text -> text.matches("\\d{1,6}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
            .orElse(null);
    return new GraphAnswer(status, json(body), retryAfter);
  }

  private void rememberTime(String date) {
    try {
      serverTime = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    } catch (DateTimeException ignored) {
      // The clock of this machine serves.
    }
  }

  /** The server's clock as of the last answer, in whole seconds; null when it never said. */
  Instant serverTime() {
    return serverTime;
  }

  private static JsonNode json(byte[] body) {
    try {
      JsonNode read = JSON.readTree(body);
      return read == null || !read.isObject() ? JSON.createObjectNode() : read;
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    } catch (IOException e) {
      throw new IllegalStateException("an array has no I/O errors", e);
    }
  }

  private static String what(HttpRequest request) {
    return request.method() + " " + request.uri().getPath().replaceFirst(".*/users/[^/]*/", "");
  }

  /**
   * Waits as long as something comes in each while.
   *
   * @param progress grows with what comes
   */
  private <T> T await(String what, CompletableFuture<T> answer, LongSupplier progress) {
    inFlight = answer;
    if (closed) {
      answer.cancel(true);
    }
    long before = -1;
    while (true) {
      try {
        return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        long now = progress.getAsLong();
        // Less than some KiB in each while is no way to give a mail.
        if (now < before + 4096) {
          answer.cancel(true);
          throw GraphFailures.lost(what, new IOException("no answer in time"));
        }
        before = now;
      } catch (CancellationException e) {
        throw GraphFailures.lost(what, new IOException("closed"));
      } catch (ExecutionException e) {
        throw failed(what, e.getCause());
      } catch (InterruptedException e) {
        answer.cancel(true);
        Thread.currentThread().interrupt();
        throw GraphFailures.lost(what, e);
      }
    }
  }

  private SourceException failed(String what, Throwable cause) {
    return switch (cause) {
      case HttpTimeoutException e -> GraphFailures.lost(what, new IOException("no answer in time"));
      case SSLException e ->
          new SourceException(
              SourceFailure.TLS_FAILED, "No TLS with %s: %s".formatted(root, e.getMessage()), e);
      case ConnectException e ->
          new SourceException(
              SourceFailure.HOST_UNREACHABLE, "Can't connect to %s".formatted(root), e);
      default -> GraphFailures.lost(what, cause);
    };
  }

  @Override
  public void close() {
    closed = true;
    inFlight.cancel(true);
  }
}

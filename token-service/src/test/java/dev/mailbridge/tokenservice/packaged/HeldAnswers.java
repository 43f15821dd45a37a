package dev.mailbridge.tokenservice.packaged;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before the simulator's token endpoint, counts, and breaks the exchange at a chosen step.
 */
final class HeldAnswers implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

  enum Step {
    NONE,
    /** The request doesn't reach the provider. */
    HOLD_REQUEST,
    /** The provider has taken the request; its answer is held back. */
    HOLD_ANSWER,
    /** The provider has taken the request; then the connection is reset (RST). */
    RESET,
    /** The provider's answer comes half a second late, as in case 30. */
    DELAY
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final ServerSocket server;
  private final URI endpoint;
  private final AtomicInteger taken = new AtomicInteger();
  private volatile Step step = Step.NONE;
  private volatile CountDownLatch reached = new CountDownLatch(1);

  HeldAnswers(URI endpoint) throws IOException {
    this.endpoint = endpoint;
    server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  String url() {
    return "http://localhost:" + server.getLocalPort() + "/token";
  }

  void breakAt(Step next) {
    reached = new CountDownLatch(1);
    step = next;
  }

  void awaitReached() throws InterruptedException {
    reached.await();
  }

  /** How many requests the provider took. */
  int taken() {
    return taken.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.startVirtualThread(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      String body = body(socket.getInputStream());
      if (step == Step.HOLD_REQUEST) {
        holdForEver();
      }
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(endpoint)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      taken.incrementAndGet();
      switch (step) {
        case HOLD_ANSWER -> holdForEver();
        case RESET -> socket.setSoLinger(true, 0);
        case DELAY -> {
          LockSupport.parkNanos(500_000_000);
          pass(socket, answer);
        }
        case NONE, HOLD_REQUEST -> pass(socket, answer);
      }
    } catch (IOException e) {
      // The service was killed over it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pass(Socket socket, HttpResponse<byte[]> answer) throws IOException {
    String head =
        "HTTP/1.1 %d -\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(answer.statusCode(), answer.body().length);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(answer.body());
  }

  private static String body(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("closed");
      }
      head.write(octet);
    }
    Matcher length = LENGTH.matcher(head.toString(StandardCharsets.US_ASCII));
    if (!length.find()) {
      throw new IOException("a request without Content-Length");
    }
    return new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.US_ASCII);
  }

  private void holdForEver() throws InterruptedException {
    reached.countDown();
    new CountDownLatch(1).await();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

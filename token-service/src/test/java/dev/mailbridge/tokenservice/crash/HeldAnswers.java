package dev.mailbridge.tokenservice.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before the simulator's token endpoint, counts, and holds back at a chosen step. */
final class HeldAnswers implements AutoCloseable {
  enum Hold {
    NOTHING,
    /** The request doesn't reach the provider. */
    REQUEST,
    /** The provider has taken the request; its answer is held back. */
    ANSWER
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpServer server;
  private final URI endpoint;
  private final AtomicInteger taken = new AtomicInteger();
  private volatile Hold hold = Hold.NOTHING;
  private volatile CountDownLatch reached = new CountDownLatch(1);

  HeldAnswers(URI endpoint) throws IOException {
    this.endpoint = endpoint;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::pass);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/token";
  }

  void hold(Hold next) {
    reached = new CountDownLatch(1);
    hold = next;
  }

  void awaitReached() throws InterruptedException {
    reached.await();
  }

  /** How many requests the provider took. */
  int taken() {
    return taken.get();
  }

  private void pass(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      if (hold == Hold.REQUEST) {
        holdForEver();
      }
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(endpoint)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      taken.incrementAndGet();
      if (hold == Hold.ANSWER) {
        holdForEver();
      }
      try (exchange) {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void holdForEver() throws InterruptedException {
    reached.countDown();
    new CountDownLatch(1).await();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

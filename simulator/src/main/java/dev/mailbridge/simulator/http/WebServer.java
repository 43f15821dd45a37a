package dev.mailbridge.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The simulator's one HTTP port. */
public final class WebServer implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  static {
    // Without it, an answer in two packets waits 40 ms for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Router router;

  private WebServer(HttpServer server, Router router) {
    this.server = server;
    this.router = router;
  }

  /** Binds the port; requests are answered after {@link #serve()}. */
  public static WebServer bind(InetSocketAddress address, Router router) {
    try {
      return new WebServer(HttpServer.create(address, 1024), router);
    } catch (IOException e) {
      throw new IllegalStateException(
          "Port "
              + address.getPort()
              + " for HTTP can't be used ("
              + e.getMessage()
              + "): end the program that has it, or choose another port",
          e);
    }
  }

  public void serve() {
    server.setExecutor(call -> threads.execute(() -> run(call)));
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * In a test, the thread that started this may see other classes, and jakarta.mail looks there.
   */
  private static void run(Runnable call) {
    Thread.currentThread().setContextClassLoader(WebServer.class.getClassLoader());
    call.run();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    // Jakarta Mail asks the thread for its parts, and whoever started us may have others.
    Thread.currentThread().setContextClassLoader(WebServer.class.getClassLoader());
    try (exchange) {
      Answer answer = answer(exchange);
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      boolean hasBody = answer.body().length > 0 && !"HEAD".equals(exchange.getRequestMethod());
      exchange.sendResponseHeaders(answer.status(), hasBody ? answer.body().length : -1);
      if (hasBody) {
        exchange.getResponseBody().write(answer.body());
      }
    } catch (DroppedCall e) {
      LOG.debug("A call was dropped on command");
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    try {
      Map<String, String> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name, String.join(", ", values)));
      return router.answer(
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              exchange.getRequestURI().getRawQuery(),
              headers,
              Map.of(),
              exchange.getRequestBody().readAllBytes()));
    } catch (BadCall e) {
      return problem(e.status(), e.getMessage());
    } catch (DroppedCall e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI().getPath(), e);
      return problem(500, "The simulator failed: its log says more");
    }
  }

  private static Answer problem(int status, String detail) {
    return Answer.json(status, Map.of("type", "about:blank", "status", status, "detail", detail))
        .with("Content-Type", "application/problem+json");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

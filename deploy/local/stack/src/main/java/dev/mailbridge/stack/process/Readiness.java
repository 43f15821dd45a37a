package dev.mailbridge.stack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Whether a process does its work yet. */
@FunctionalInterface
public interface Readiness {
  boolean ready() throws IOException, InterruptedException;

  /** An address that answers 200. */
  static Readiness http(URI address) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
    return () -> client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
  }

  /** A port on loopback that takes connections. */
  static Readiness port(int port) {
    return () -> {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return true;
      }
    };
  }
}

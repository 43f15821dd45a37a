package dev.mailbridge.tokenservice.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that tunnels (CONNECT, RFC 9110 section 9.3.6) for those who know its password. */
public final class ForwardProxy implements AutoCloseable {
  public static final String USER = "token-service";
  public static final String PASSWORD = "proxy-pa55word";
  private static final String CREDENTIALS =
      Base64.getEncoder()
          .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.US_ASCII));

  private final ServerSocket server;
  private final List<String> tunnels = new CopyOnWriteArrayList<>();

  public ForwardProxy() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Where tunnels went, as {@code host:port}. */
  public List<String> tunnels() {
    return List.copyOf(tunnels);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.startVirtualThread(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      String[] request = head.substring(0, head.indexOf('\r')).split(" ");
      if (!request[0].equals("CONNECT")) {
        say(client, "405 Method Not Allowed");
      } else if (!head.contains("Basic " + CREDENTIALS)) {
        say(client, "407 Proxy Authentication Required");
      } else {
        tunnel(client, request[1]);
      }
    } catch (IOException e) {
      // Either side has closed: the tunnel ends.
    }
  }

  private void tunnel(Socket client, String target) throws IOException {
    int colon = target.lastIndexOf(':');
    try (Socket there =
        new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)))) {
      tunnels.add(target);
      say(client, "200 Connection established");
      Thread back = Thread.startVirtualThread(() -> copy(there, client));
      copy(client, there);
      back.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // Closed on the other side.
    }
  }

  private static void say(Socket client, String status) throws IOException {
    client
        .getOutputStream()
        .write(
            "HTTP/1.1 %s\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n"
                .formatted(status)
                .getBytes(StandardCharsets.US_ASCII));
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("closed");
      }
      head.write(octet);
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

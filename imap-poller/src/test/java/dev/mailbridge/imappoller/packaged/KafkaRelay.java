package dev.mailbridge.imappoller.packaged;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between clients and the broker and reads the heads of their requests (Kafka protocol,
 * request header version 1 and later), so that a process can be killed at a known moment.
 */
final class KafkaRelay implements AutoCloseable {
  private static final String PRODUCER = "imap-poller\\.\\d+";

  private final ServerSocket server;
  private final int broker;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Watch watch = (moment) -> false;

  /** Moments of a poller's transaction, as a relay sees them. */
  enum Moment {
    /** Its first records come. */
    SEND(0),
    /** The commit is asked for, and the broker hasn't heard of it. */
    COMMIT(26),
    /** The broker has committed, and the poller hasn't heard of it. */
    COMMITTED(26),
    /** The poller hears of it now. */
    TOLD(26);

    private final int apiKey;

    Moment(int apiKey) {
      this.apiKey = apiKey;
    }
  }

  /** Asked at each moment; on true what was about to be passed on is dropped. */
  interface Watch {
    boolean at(Moment moment);
  }

  private record Request(int apiKey, int correlationId, boolean producer) {
    static Request of(byte[] frame) {
      ByteBuffer head = ByteBuffer.wrap(frame);
      int apiKey = head.getShort();
      head.getShort();
      int correlationId = head.getInt();
      int length = head.getShort();
      String client =
          length < 0 ? "" : new String(frame, head.position(), length, StandardCharsets.UTF_8);
      return new Request(apiKey, correlationId, client.matches(PRODUCER));
    }

    boolean isFor(Moment moment) {
      return producer && apiKey == moment.apiKey;
    }
  }

  KafkaRelay(int port, int broker) throws IOException {
    this.broker = broker;
    server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  void watch(Watch now) {
    watch = now;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> relay(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void relay(Socket client) {
    open.add(client);
    try (client;
        Socket target = new Socket(InetAddress.getLoopbackAddress(), broker)) {
      open.add(target);
      client.setTcpNoDelay(true);
      target.setTcpNoDelay(true);
      Map<Integer, Request> asked = new ConcurrentHashMap<>();
      Thread answers = Thread.ofVirtual().start(() -> answers(target, client, asked));
      requests(client, target, asked);
      target.shutdownOutput();
      answers.join();
      open.remove(target);
    } catch (IOException | InterruptedException e) {
      // One side is gone: closing the other tells it.
    } finally {
      open.remove(client);
    }
  }

  private void requests(Socket from, Socket to, Map<Integer, Request> asked) throws IOException {
    DataInputStream in = new DataInputStream(from.getInputStream());
    DataOutputStream out = new DataOutputStream(to.getOutputStream());
    for (byte[] frame = frame(in); frame != null; frame = frame(in)) {
      Request request = Request.of(frame);
      if (request.isFor(Moment.COMMIT)) {
        asked.put(request.correlationId(), request);
      }
      if (request.isFor(Moment.SEND) && watch.at(Moment.SEND)
          || request.isFor(Moment.COMMIT) && watch.at(Moment.COMMIT)) {
        return;
      }
      write(out, frame);
    }
  }

  private void answers(Socket from, Socket to, Map<Integer, Request> asked) {
    try {
      DataInputStream in = new DataInputStream(from.getInputStream());
      DataOutputStream out = new DataOutputStream(to.getOutputStream());
      for (byte[] frame = frame(in); frame != null; frame = frame(in)) {
        boolean commit = asked.remove(ByteBuffer.wrap(frame).getInt()) != null;
        if (commit && watch.at(Moment.COMMITTED)) {
          break;
        }
        write(out, frame);
        if (commit) {
          watch.at(Moment.TOLD);
        }
      }
      to.close();
    } catch (IOException e) {
      close(to);
    }
  }

  private static byte[] frame(DataInputStream in) throws IOException {
    int length;
    try {
      length = in.readInt();
    } catch (java.io.EOFException end) {
      return null;
    }
    return in.readNBytes(length);
  }

  private static void write(DataOutputStream out, byte[] frame) throws IOException {
    byte[] whole = ByteBuffer.allocate(frame.length + 4).putInt(frame.length).put(frame).array();
    out.write(whole);
    out.flush();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException ignored) {
      // It is gone either way.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(KafkaRelay::close);
  }
}

package dev.mailbridge.stack.local;

import dev.mailbridge.stack.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Which port each part listens on. */
public final class StackPorts {
  // Below the ephemeral range, so that no outgoing connection takes one meanwhile.
  private static final int LOWEST_FREE = 20_000;
  private static final int HIGHEST_FREE = 32_000;

  private final Map<StackPort, Integer> ports = new EnumMap<>(StackPort.class);

  private StackPorts() {
    for (StackPort port : StackPort.values()) {
      ports.put(port, port.standard());
    }
  }

  /** The documented ports, but for those that are given. */
  public static StackPorts standardBut(Map<StackPort, Integer> changed) {
    StackPorts result = new StackPorts();
    result.ports.putAll(changed);
    return result;
  }

  /** Ports that nobody listens on now. */
  public static StackPorts free() {
    StackPorts result = new StackPorts();
    for (StackPort port : StackPort.values()) {
      int candidate = random();
      while (result.ports.containsValue(candidate) || !isFree(candidate)) {
        candidate = random();
      }
      result.ports.put(port, candidate);
    }
    return result;
  }

  public int of(StackPort port) {
    return ports.get(port);
  }

  public URI http(StackPort port) {
    return URI.create("http://localhost:" + of(port));
  }

  /**
   * @throws StackException naming the first port that another program has
   */
  void requireFree(boolean withSimulator) {
    for (StackPort port : StackPort.values()) {
      if ((withSimulator || !port.ofSimulator()) && !isFree(of(port))) {
        throw new StackException(
            "Port %d for %s is in use by another program: end that one, or choose another port with  ./run %s=PORT"
                .formatted(of(port), port.owner(), port.option()));
      }
    }
  }

  private static int random() {
    return ThreadLocalRandom.current().nextInt(LOWEST_FREE, HIGHEST_FREE);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}

package dev.mailbridge.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on loopback that nobody uses, below the range that the system gives to clients. */
public final class FreePorts {
  private FreePorts() {}

  public static int next() {
    for (int i = 0; i < 1000; i++) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
      try (ServerSocket ignored = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException inUse) {
        continue;
      }
    }
    throw new IllegalStateException("no free port between 10000 and 32000");
  }
}

package dev.mailbridge.stack.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailbridge.stack.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StackPortsTest {
  @Test
  void shouldNamePortAndOptionWhenPortIsTaken() throws IOException {
    // Given
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      StackPorts ports = portsBut(StackPort.KAFKA, port);
      // When // Then
      assertThatThrownBy(() -> ports.requireFree(true))
          .isInstanceOf(StackException.class)
          .hasMessageContaining("Port " + port)
          .hasMessageContaining("--kafka-port=PORT");
    }
  }

  @Test
  void shouldNotMindSimulatorsPortsWhenThereIsNone() throws IOException {
    // Given
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      StackPorts ports = portsBut(StackPort.SIMULATOR, taken.getLocalPort());
      // When // Then
      ports.requireFree(false);
      assertThatThrownBy(() -> ports.requireFree(true)).isInstanceOf(StackException.class);
    }
  }

  @Test
  void shouldGiveEachPartAnotherFreePort() {
    StackPorts ports = StackPorts.free();
    assertThat(Stream.of(StackPort.values()).map(ports::of)).doesNotHaveDuplicates();
  }

  /** Free ports, so that what runs on this machine doesn't matter. */
  private static StackPorts portsBut(StackPort changed, int port) {
    StackPorts free = StackPorts.free();
    Map<StackPort, Integer> ports = new java.util.EnumMap<>(StackPort.class);
    Stream.of(StackPort.values()).forEach(each -> ports.put(each, free.of(each)));
    ports.put(changed, port);
    return StackPorts.standardBut(ports);
  }
}

package dev.mailbridge.stack.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class VitalsTest {
  @Test
  void shouldSeeWhatThisProcessOpensAndKeeps() throws Exception {
    // Given
    long self = ProcessHandle.current().pid();
    Vitals before = Vitals.of(self);
    // When
    byte[] kept = new byte[30 << 20];
    List<ServerSocket> sockets = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sockets.add(new ServerSocket(0));
    }
    Vitals after = Vitals.of(self);
    // Then
    assertThat(after.connections() - before.connections()).isGreaterThanOrEqualTo(20);
    assertThat(after.heapMebibytes() - before.heapMebibytes()).isGreaterThan(25);
    assertThat(after.threads()).isPositive();
    assertThat(kept).hasSize(30 << 20);
    for (ServerSocket socket : sockets) {
      socket.close();
    }
  }
}

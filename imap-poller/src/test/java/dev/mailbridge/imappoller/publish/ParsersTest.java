package dev.mailbridge.imappoller.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ParsersTest {
  private static final long BACKLOG = 2 << 20;
  private final List<String> done = new CopyOnWriteArrayList<>();

  @Test
  void shouldParseASingleMailWhileBacklogsTakeEveryParser() throws InterruptedException {
    try (Parsers parsers = new Parsers(1)) {
      // Given
      CountDownLatch busy = new CountDownLatch(1);
      parsers.submit(
          BACKLOG,
          () -> {
            try {
              busy.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return null;
          });
      CompletableFuture<Boolean> first = parsers.submit(BACKLOG, () -> done.add("backlog 1"));
      CompletableFuture<Boolean> second = parsers.submit(BACKLOG, () -> done.add("backlog 2"));

      // When
      CompletableFuture<Boolean> single = parsers.submit(10_000, () -> done.add("single"));
      single.join();
      busy.countDown();
      CompletableFuture.allOf(first, second).join();

      // Then
      assertThat(done).containsExactly("single", "backlog 1", "backlog 2");
    }
  }

  @Test
  void shouldTellTheFailureOfTheWork() {
    try (Parsers parsers = new Parsers(1)) {
      CompletableFuture<Void> failed =
          parsers.submit(
              1,
              () -> {
                throw new IllegalArgumentException("broken");
              });

      assertThatThrownBy(failed::join).hasCauseInstanceOf(IllegalArgumentException.class);
    }
  }
}
